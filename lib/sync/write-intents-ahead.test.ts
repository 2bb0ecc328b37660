import { describe, expect, test } from 'vitest'
import type { DeliveryLedger, OpenDelivery } from './ledger/delivery-ledger.ts'
import { writeIntentsAhead } from './write-intents-ahead.ts'

const SETTLE_MS = 120_000
const TOO_OLD_MS = SETTLE_MS / 2

describe('intents that have waited too long', () => {
  test('are renewed together, once for all who ask at the same time', async () => {
    const { intents, deliveries, renewed, advance } = open(60)
    for (const delivery of deliveries.slice(0, 8)) await intents.written(delivery)
    advance(TOO_OLD_MS)
    const holds = await Promise.all(deliveries.slice(0, 8).map((delivery) => intents.holds(delivery)))
    expect(renewed).toEqual([deliveries.slice(0, 50).map(({ deliveryId }) => deliveryId)])
    expect(holds.map((still) => still())).toEqual(Array.from({ length: 8 }, () => true))
  })

  test('let a request go that has waited since, and hold it back when nobody renews them', async () => {
    const { intents, deliveries, advance } = open(2)
    const [first, second] = deliveries as [OpenDelivery, OpenDelivery]
    await intents.written(first)
    const still = await intents.holds(first)
    advance(TOO_OLD_MS)
    expect(still()).toBe(false)
    await intents.holds(second)
    expect(still()).toBe(true)
  })

  test('are left alone when their delivery has ended', async () => {
    const { intents, deliveries, renewed, advance } = open(3)
    const [first, second, third] = deliveries as [OpenDelivery, OpenDelivery, OpenDelivery]
    await intents.written(first)
    intents.ended(second)
    advance(TOO_OLD_MS)
    await intents.holds(first)
    expect(renewed).toEqual([[first.deliveryId, third.deliveryId]])
  })

  test('are not renewed before they are in the ledger', async () => {
    const { intents, deliveries, renewed, advance, letWritingEnd } = open(60, { holdsSecondChunk: true })
    for (const delivery of deliveries.slice(0, 50)) await intents.written(delivery)
    advance(TOO_OLD_MS)
    await intents.holds(deliveries[49] as OpenDelivery)
    expect(renewed[0]).toHaveLength(50)
    letWritingEnd()
  })

  test('refuse everybody who waits when the mailbox is another worker’s', async () => {
    const { intents, deliveries, advance } = open(3, { claimIsLost: true })
    await intents.written(deliveries[0] as OpenDelivery)
    advance(TOO_OLD_MS)
    const answers = await Promise.allSettled(deliveries.map((delivery) => intents.holds(delivery)))
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
})

function open(count: number, faults: { holdsSecondChunk?: boolean; claimIsLost?: boolean } = {}) {
  let now = new Date('2026-11-23T08:00:00Z')
  const renewed: bigint[][] = []
  const held = Promise.withResolvers<void>()
  let chunks = 0
  const ledger: Pick<DeliveryLedger, 'markAttempting' | 'renewIntents'> = {
    async markAttempting(_claim, deliveryIds) {
      chunks += 1
      if (faults.holdsSecondChunk && chunks > 1) await held.promise
      return deliveryIds
    },
    async renewIntents(_claim, deliveryIds) {
      if (faults.claimIsLost) throw new Error('lost')
      renewed.push(deliveryIds)
    },
  }
  const deliveries = Array.from(
    { length: count },
    (_, index) => ({ deliveryId: BigInt(index + 1), state: 'pending' }) as OpenDelivery,
  )
  const intents = writeIntentsAhead(
    { deliveries: ledger as DeliveryLedger, clock: { now: () => now }, settleMs: SETTLE_MS },
    { tenantId: 't', mailboxId: 1n, fence: 1 },
    deliveries,
    () => [],
  )
  return {
    intents,
    deliveries,
    renewed,
    advance: (timeMs: number) => {
      now = new Date(now.getTime() + timeMs)
    },
    letWritingEnd: () => held.resolve(),
  }
}
