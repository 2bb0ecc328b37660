import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import type { muteInput } from '#lib/domain/people-inputs.ts'
import type { Role } from '#lib/domain/roles.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { exportPeopleCall } from './export-people.ts'
import { type CallDefinition, guardCall } from './guard-call.ts'
import { muteSilenceCall, unmuteSilenceCall } from './mute-silence.ts'

/** Late in the evening of the 20th in London, and the 21st in Shanghai already. */
const NOW = new Date('2026-11-20T18:00:00Z')
const OWNER = '8613800138001'

let database: Database
let tenantId: string
let connectorId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  tenantId = randomUUID()
  connectorId = randomUUID()
  await database.tenant.create({ data: { id: tenantId } })
  await database.connector.create({
    data: { ...bareConnector({ id: connectorId, tenantId }), timeZone: 'Asia/Shanghai' },
  })
  await database.captureDays.create({
    data: {
      tenantId,
      connectorId,
      owner: OWNER,
      displayName: '=cmd',
      days: [new Date('2026-11-10')],
      lastDay: new Date('2026-11-10'),
      silentFrom: new Date('2026-11-15'),
    },
  })
})

describe('muting a silence', () => {
  test('keeps who did it, why, and until when, and leaves an audit event', async () => {
    expect(await mute({})).toEqual({ ok: true, value: null })
    expect(await mute({ reason: 'Parental leave', until: '2027-05-01' })).toEqual({ ok: true, value: null })
    expect(await database.mutedSilence.findMany({ where: { tenantId } })).toMatchObject([
      { owner: OWNER, reason: 'Parental leave', until: new Date('2027-05-01'), mutedBy: 'Megan Bowen' },
    ])
    const events = await database.auditEvent.findMany({ where: { tenantId }, orderBy: { id: 'asc' } })
    expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['person.mute', 'done'],
      ['person.mute', 'done'],
    ])
    expect(events[1]?.detail).toMatchObject({ owner: OWNER, reason: 'Parental leave', until: '2027-05-01' })
  })

  test.each([
    ['a day that is over where the connector is', { until: '2026-11-20' }, 'invalid-input'],
    ['a day in years', { until: '2027-11-30' }, 'invalid-input'],
    ['no reason', { reason: ' ' }, 'invalid-input'],
    ['somebody who is not archived', { owner: '8613800139999' }, 'person-gone'],
  ])('refuses %s', async (_, odd, code) => {
    expect(await mute(odd)).toMatchObject({ ok: false, error: { code } })
    expect(await database.mutedSilence.count({ where: { tenantId } })).toBe(0)
  })

  test('is for whoever may change things, and for connectors of their tenant', async () => {
    expect(await mute({}, 'DataConnector.Reader')).toMatchObject({
      ok: false,
      error: { code: 'no-permission' },
    })
    const other = randomUUID()
    await database.tenant.create({ data: { id: other } })
    expect(await mute({}, 'DataConnector.Admin', other)).toMatchObject({
      ok: false,
      error: { code: 'connector-gone' },
    })
  })

  test('can be ended, also when somebody else has ended it already', async () => {
    await mute({})
    const end = () => call(unmuteSilenceCall(ports), { connectorId, owner: OWNER })
    expect(await end()).toEqual({ ok: true, value: null })
    expect(await end()).toEqual({ ok: true, value: null })
    expect(await database.mutedSilence.count({ where: { tenantId } })).toBe(0)
  })
})

test('the people as a file, in which nothing is a formula, and which a reader may take', async () => {
  const result = await call(exportPeopleCall(ports), { connectorId, state: 'silent' }, 'DataConnector.Reader')
  if (!result.ok) throw new Error(result.error.code)
  const chunks: string[] = []
  for await (const chunk of result.value.text) chunks.push(chunk)
  const lines = chunks.join('').split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFPerson,Number or id,Mapped by/)
  expect(lines[1]).toMatch(/^"'=cmd",8613800138001,unknown,,,silent,0,2026-11-10,1,/)
  expect(result.value.fileName).toBe('people-2026-11-20.csv')
})

const ports = () => ({ database, clock: { now: () => NOW } })

const mute = (odd: Partial<z.input<typeof muteInput>>, role?: Role, asTenant?: string) =>
  call(
    muteSilenceCall(ports),
    { connectorId, owner: OWNER, reason: 'On leave', until: '2026-11-21', ...odd },
    role,
    asTenant,
  )

function call<Schema extends z.ZodType, T>(
  definition: CallDefinition<Schema, T>,
  input: z.input<Schema>,
  role: Role = 'DataConnector.Admin',
  asTenant: string = tenantId,
) {
  return guardCall(
    definition,
    {
      caller: { id: 'megan', name: 'Megan Bowen', tenantId: asTenant, roles: [role] },
      isOurOrigin: true,
      input,
    },
    {
      addAuditEvent: (of, event) => addAuditEvent(database, of, event),
      logFault: (facts) => {
        throw facts.err
      },
      newReference: () => 'ref-1',
    },
  )
}
