import { expect, test } from 'vitest'
import type { LiveSnapshot, LiveStep } from '#lib/domain/live-connectors.ts'
import { createLiveFeeds, MOST_LISTENERS } from './live-feeds.ts'

/** Feeds whose time stands still until a test lets it go on. */
function setUp(snapshots: (LiveSnapshot | Error)[]) {
  let nowMs = 0
  let readCount = 0
  let goOn: (() => void) | null = null
  const waits: number[] = []
  const faults: unknown[] = []
  const feeds = createLiveFeeds({
    read: async () => {
      const next = snapshots[Math.min(readCount, snapshots.length - 1)]
      readCount += 1
      if (!next || next instanceof Error) throw next
      return next
    },
    nowMs: () => nowMs,
    wait: (ms, signal) => {
      waits.push(ms)
      return new Promise((resolve) => {
        goOn = resolve
        signal.addEventListener('abort', () => resolve())
      })
    },
    logFault: (facts) => faults.push(facts),
  })
  return {
    feeds,
    waits,
    faults,
    readCount: () => readCount,
    async settle() {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    },
    async pass(ms: number) {
      nowMs += ms
      goOn?.()
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    },
  }
}

function snapshot(percents: number[], shape = 's', isMoving = true): LiveSnapshot {
  return {
    at: '2026-11-23T00:00:00.000Z',
    shape,
    isMoving,
    connectors: percents.map((percent, index) => ({
      id: `c${index}`,
      status: { kind: 'importing', stage: 'delivering', percent },
      run: null,
    })),
  }
}

function listener() {
  const steps: LiveStep[] = []
  const state = { isFaulty: false }
  return {
    steps,
    state,
    onStep: (step: LiveStep) => steps.push(step),
    onFault: () => {
      state.isFaulty = true
    },
  }
}

test('all who look share one reading, and hear only what has changed', async () => {
  const { feeds, pass, settle, readCount } = setUp([snapshot([1, 1]), snapshot([1, 2]), snapshot([1, 2])])
  const [first, second] = [listener(), listener()]
  feeds.listen('t', first)
  await settle()
  feeds.listen('t', second)
  await pass(1_000)
  expect(readCount()).toBe(2)
  for (const { steps } of [first, second]) {
    expect(steps.map(({ isWhole }) => isWhole)).toEqual([true, false])
    expect(steps[1]?.connectors.map(({ id }) => id)).toEqual(['c1'])
  }
  await pass(1_000)
  expect(first.steps).toHaveLength(2)
})

test('a sign of life comes when nothing changes for long, and at once when the shape does', async () => {
  const still = snapshot([1])
  const { feeds, pass, settle } = setUp([still, still, still, snapshot([1], 'other')])
  const one = listener()
  feeds.listen('t', one)
  await settle()
  await pass(1_000)
  expect(one.steps).toHaveLength(1)
  await pass(9_500)
  expect(one.steps[1]).toMatchObject({ isWhole: false, connectors: [] })
  await pass(1_000)
  expect(one.steps[2]).toMatchObject({ shape: 'other', connectors: [] })
})

test('what rests is read less often, and nothing once nobody looks', async () => {
  const { feeds, pass, settle, waits, readCount } = setUp([snapshot([1]), snapshot([1], 's', false)])
  const one = listener()
  const stop = feeds.listen('t', one)
  await settle()
  await pass(1_000)
  expect(waits).toEqual([1_000, 5_000])
  stop?.()
  await pass(5_000)
  expect(readCount()).toBe(2)
  feeds.listen('t', one)
  await settle()
  expect(readCount()).toBe(3)
})

test('a fault is told to all, and the next one who looks begins anew', async () => {
  const { feeds, settle, faults } = setUp([new Error('no database'), snapshot([1])])
  const [one, two] = [listener(), listener()]
  feeds.listen('t', one)
  await settle()
  expect(one.state.isFaulty).toBe(true)
  expect(faults).toHaveLength(1)
  feeds.listen('t', two)
  await settle()
  expect(two.steps).toHaveLength(1)
})

test('a tenant sees its own, and too many who look are told so', async () => {
  const { feeds, settle, readCount } = setUp([snapshot([1])])
  for (let index = 0; index < MOST_LISTENERS; index += 1) expect(feeds.listen('t', listener())).not.toBeNull()
  expect(feeds.listen('t', listener())).toBeNull()
  expect(feeds.listen('other', listener())).not.toBeNull()
  await settle()
  expect(readCount()).toBe(2)
})
