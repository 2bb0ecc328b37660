import { describe, expect, test } from 'vitest'
import { endAfterComplete, endAfterLookUp, endAfterWrite, MOST_ATTEMPTS } from './end-delivery.ts'
import type { OpenDelivery } from './ledger/delivery-ledger.ts'
import type { CompleteOutcome, LookUpOutcome, MailboxObstacle } from './ports/mailbox-writer.ts'

const NOW = new Date('2026-11-22T08:00:00Z')
const SETTLE_MS = 120_000
const QUARTER_HOUR_MS = 15 * 60_000
const ports = { clock: { now: () => NOW }, settleMs: SETTLE_MS }
const delivery = (facts: Partial<OpenDelivery> = {}) =>
  ({ deliveryId: 1n, attempts: 0, lookups: 0, ...facts }) as OpenDelivery
const after = (ms: number) => new Date(NOW.getTime() + ms)

const throttled: MailboxObstacle = { outcome: 'throttled', retryAfterMs: 9_000 }
const lost: MailboxObstacle = { outcome: 'unknown', code: 'timeout', detail: 'no answer' }
const forbidden: MailboxObstacle = { outcome: 'forbidden', code: 'ErrorAccessDenied', detail: 'no' }
const gone: MailboxObstacle = { outcome: 'mailbox-gone', code: 'mailbox-on-premises', detail: 'elsewhere' }

describe('a mailbox that Exchange keeps the app out of', () => {
  test('is tried again every quarter of an hour, for two hours', () => {
    expect(endAfterWrite(ports, delivery(), forbidden)).toMatchObject({
      result: { state: 'pending', reason: 'mailbox-refused', notBefore: after(QUARTER_HOUR_MS) },
      holdUntil: null,
    })
    expect(endAfterWrite(ports, delivery({ attempts: MOST_ATTEMPTS - 1 }), forbidden).result).toMatchObject({
      state: 'failed',
      reason: 'mailbox-refused',
    })
  })

  test('leaves open whether a message is in it', () => {
    expect(endAfterLookUp(ports, delivery(), forbidden).result).toMatchObject({
      state: 'unconfirmed',
      reason: 'mailbox-refused',
      notBefore: after(QUARTER_HOUR_MS),
      lookups: 0,
    })
  })
})

test('a mailbox that is elsewhere fails with that reason, whatever was asked', () => {
  const failed = { state: 'failed', reason: 'mailbox-on-premises', detail: 'elsewhere' }
  expect(endAfterWrite(ports, delivery(), gone).result).toMatchObject(failed)
  expect(endAfterLookUp(ports, delivery(), gone).result).toMatchObject(failed)
})

describe('a look-up', () => {
  test('that was throttled or lost counts as none', () => {
    expect(endAfterLookUp(ports, delivery({ lookups: 1 }), throttled)).toMatchObject({
      result: { state: 'unconfirmed', reason: 'throttled', notBefore: after(9_000), lookups: 1 },
      holdUntil: after(9_000),
    })
    expect(endAfterLookUp(ports, delivery({ lookups: 1 }), lost)).toMatchObject({
      result: { state: 'unconfirmed', reason: 'answer-lost', notBefore: after(SETTLE_MS), lookups: 1 },
      holdUntil: null,
    })
  })

  test('that finds nothing is repeated once before the message is sent again', () => {
    const absent: LookUpOutcome = { outcome: 'absent' }
    expect(endAfterLookUp(ports, delivery(), absent).result).toMatchObject({
      state: 'unconfirmed',
      lookups: 1,
      notBefore: after(SETTLE_MS),
    })
    expect(endAfterLookUp(ports, delivery({ lookups: 1 }), absent).result).toMatchObject({
      state: 'pending',
      reason: 'sent-again',
      lookups: 0,
    })
  })
})

describe('a message whose attachments follow', () => {
  const end = (completed: CompleteOutcome, facts: Partial<OpenDelivery> = {}) =>
    endAfterComplete(ports, delivery(facts), 'm-1', completed)

  test('is imported when they are all there', () => {
    expect(end({ outcome: 'complete', messageId: 'm-1' }).result).toMatchObject({
      state: 'imported',
      graphMessageId: 'm-1',
    })
  })

  test('is partially imported when Exchange refuses one', () => {
    const code = 'ErrorMessageSizeExceeded'
    expect(end({ outcome: 'partial', messageId: 'm-1', code, detail: 'film.mp4' }).result).toMatchObject({
      state: 'partially-imported',
      reason: code,
      detail: 'film.mp4',
      graphMessageId: 'm-1',
    })
  })

  test('is never sent again once it was there, not even when its owner removes it', () => {
    const interrupted = end(lost).result
    expect(interrupted).toMatchObject({ state: 'unconfirmed', reason: 'answer-lost' })
    const next = endAfterLookUp(ports, delivery({ lookups: interrupted.lookups }), { outcome: 'absent' })
    expect(next.result).toMatchObject({ state: 'partially-imported', reason: 'removed-before-complete' })
  })

  test('waits as long as Microsoft asks, however often', () => {
    expect(end(throttled, { lookups: 5 })).toMatchObject({
      result: { state: 'unconfirmed', reason: 'throttled', notBefore: after(9_000), lookups: 5 },
      holdUntil: after(9_000),
    })
  })

  test.each([lost, forbidden])(
    'stays partial when it cannot be completed in several tries: %o',
    (obstacle) => {
      let lookups = 0
      let tries = 0
      let state = 'unconfirmed'
      while (state === 'unconfirmed' && tries < 100) {
        const { result } = end(obstacle, { lookups })
        ;({ state, lookups } = result)
        tries += 1
      }
      expect([state, tries]).toEqual(['partially-imported', MOST_ATTEMPTS + 1])
    },
  )
})
