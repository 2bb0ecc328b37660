import { describe, expect, test } from 'vitest'
import { alertsOfRun, type EndedRun } from './alerts-of-run.ts'

const COUNTS = {
  itemsAvailable: 10,
  itemsRouted: 10,
  itemsQuarantined: 0,
  itemsSystemEvents: 0,
  itemsBeforeStart: 0,
  deliveriesAvailable: 10,
  imported: 10,
  partiallyImported: 0,
  skipped: 0,
  failed: 0,
  pending: 0,
}

function run(differences: Partial<EndedRun> = {}): EndedRun {
  return {
    id: 'run-1',
    trigger: 'schedule',
    state: 'completed',
    errorCode: null,
    counts: COUNTS,
    packagesRefused: 0,
    peopleUnanswered: 0,
    mailboxFailures: { deliveries: 0, mailboxes: 0 },
    ...differences,
  }
}

const kinds = (ended: EndedRun) => alertsOfRun(ended).raise.map(({ kind }) => kind)

describe('the end of a run', () => {
  test('raises nothing when all is well, and shows every problem of earlier runs to be over', () => {
    expect(alertsOfRun(run())).toEqual({
      raise: [],
      resolve: ['run-failed', 'source-login-refused', 'mailbox-problem', 'completed-with-problems'],
    })
  })

  test('says why it failed, and resolves nothing', () => {
    expect(alertsOfRun(run({ state: 'failed', errorCode: 'site-unreachable' }))).toEqual({
      raise: [{ kind: 'run-failed', subject: '', runId: 'run-1', facts: { code: 'site-unreachable' } }],
      resolve: [],
    })
  })

  test.each(['site-login-refused', 'site-key-refused', 'site-host-key-changed'])(
    'with %s is a refused login and not a failed run as well',
    (errorCode) => {
      expect(kinds(run({ state: 'failed', errorCode }))).toEqual(['source-login-refused'])
    },
  )

  test('counts what did not get in', () => {
    const ended = run({
      state: 'completed-with-problems',
      counts: {
        ...COUNTS,
        itemsRouted: 8,
        itemsQuarantined: 2,
        deliveriesAvailable: 8,
        imported: 7,
        failed: 1,
      },
      packagesRefused: 1,
    })
    const { raise, resolve } = alertsOfRun(ended)
    expect(raise).toMatchObject([{ kind: 'completed-with-problems', facts: { count: 4 } }])
    expect(resolve).toEqual(['run-failed', 'source-login-refused', 'mailbox-problem'])
  })

  test('is about the mailboxes alone when nothing else went wrong', () => {
    const ended = run({
      state: 'completed-with-problems',
      counts: { ...COUNTS, imported: 7, failed: 3 },
      mailboxFailures: { deliveries: 3, mailboxes: 2 },
    })
    const { raise, resolve } = alertsOfRun(ended)
    expect(raise).toMatchObject([{ kind: 'mailbox-problem', facts: { count: 3, mailboxes: 2 } }])
    expect(resolve).toContain('completed-with-problems')
    expect(resolve).not.toContain('mailbox-problem')
  })

  test('without a delivery does not show that the mailboxes are well', () => {
    const none = { ...COUNTS, itemsAvailable: 0, itemsRouted: 0, deliveriesAvailable: 0, imported: 0 }
    expect(alertsOfRun(run({ counts: none })).resolve).not.toContain('mailbox-problem')
  })

  test('that took items of earlier runs proves nothing about the source', () => {
    expect(alertsOfRun(run({ trigger: 'redrive' })).resolve).toEqual([])
  })

  test('tells of books that do not balance', () => {
    expect(
      kinds(run({ state: 'completed-with-problems', counts: { ...COUNTS, itemsAvailable: 11 } })),
    ).toEqual(['completed-with-problems'])
  })
})
