import { expect, test } from 'vitest'
import { alertPath } from './alert-path.ts'

const CONNECTOR = '/data-connectors/connectors/c1'

test.each([
  ['people-silent', null, `${CONNECTOR}/people?state=silent`],
  ['run-failed', 'r1', `${CONNECTOR}/runs/r1`],
  ['run-late', null, CONNECTOR],
] as const)('an alert of %s leads to where it is told in full', (kind, runId, path) => {
  expect(alertPath({ kind, connectorId: 'c1', runId })).toBe(path)
})
