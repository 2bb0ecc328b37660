import { expect, test } from 'vitest'
import type { LiveStep } from '#lib/domain/live-connectors.ts'
import type { Role } from '#lib/domain/roles.ts'
import type { LiveFeeds } from './live-feeds.ts'
import { MOST_WATCHED_MS, watchConnectorsCall } from './watch-connectors.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const STEP: LiveStep = { at: NOW.toISOString(), shape: 's', isWhole: true, connectors: [] }

type Listener = Parameters<LiveFeeds['listen']>[1]

function setUp({ isFull = false, hasFault = false } = {}) {
  const seen = { tenantId: '', waitedMs: -1, hasStopped: false }
  const call = watchConnectorsCall(() => ({
    clock: { now: () => NOW },
    feeds: {
      listen: (tenantId: string, listener: Listener) => {
        if (isFull) return null
        seen.tenantId = tenantId
        listener.onStep(STEP)
        if (hasFault) listener.onFault()
        return () => {
          seen.hasStopped = true
        }
      },
    },
    wait: async (ms: number) => {
      seen.waitedMs = ms
    },
  }))
  return { call, seen }
}

function caller(endsAt?: Date) {
  const roles: Role[] = ['DataConnector.Reader']
  return { tenantId: 't', id: 'p', name: 'P', roles, ...(endsAt && { endsAt }) }
}

test('who looks hears of the connectors of their tenant, for some minutes', async () => {
  const { call, seen } = setUp()
  const steps: LiveStep[] = []
  const result = await call.handle({ caller: caller(), input: {}, report: (step) => steps.push(step) })
  expect(result).toEqual({ ok: true, value: { ended: 'lifetime' } })
  expect(steps).toEqual([STEP])
  expect(seen).toEqual({ tenantId: 't', waitedMs: MOST_WATCHED_MS, hasStopped: true })
})

test('it ends with the session, and not a moment later', async () => {
  const soon = setUp()
  await soon.call.handle({ caller: caller(new Date(NOW.getTime() + 4_000)), input: {} })
  expect(soon.seen.waitedMs).toBe(4_000)
  const over = setUp()
  await over.call.handle({ caller: caller(new Date(NOW.getTime() - 1)), input: {} })
  expect(over.seen.waitedMs).toBe(0)
})

test('a fault and a full house are told apart', async () => {
  const faulty = setUp({ hasFault: true })
  expect(await faulty.call.handle({ caller: caller(), input: {} })).toMatchObject({
    value: { ended: 'fault' },
  })
  expect(faulty.seen.hasStopped).toBe(true)
  const full = setUp({ isFull: true })
  expect(await full.call.handle({ caller: caller(), input: {} })).toMatchObject({ value: { ended: 'full' } })
})
