import { expect, test } from 'vitest'
import type { LiveStep } from '#lib/domain/live-connectors.ts'
import { followLive, type LiveLine } from './follow-live.ts'

const STEP: LiveStep = { at: '2026-11-23T08:00:00.000Z', shape: 's', isWhole: true, connectors: [] }
const LIFETIME: LiveLine = { result: { ok: true, value: { ended: 'lifetime' } } }
const FULL: LiveLine = { result: { ok: true, value: { ended: 'full' } } }

/** One answer after the other, and then the watching is called off. */
async function follow(answers: (LiveLine[] | Error | 'no session')[]) {
  const stop = new AbortController()
  const told = { steps: 0, lost: 0, waits: [] as number[] }
  let asked = -1
  await followLive({
    signal: stop.signal,
    mayAsk: async () => {
      asked += 1
      return answers[asked] !== 'no session'
    },
    async *ask() {
      const answer = answers[asked]
      if (answer instanceof Error) throw answer
      if (Array.isArray(answer)) yield* answer
    },
    wait: async (ms) => {
      told.waits.push(ms)
      if (asked >= answers.length - 1) stop.abort()
    },
    onStep: () => {
      told.steps += 1
    },
    onLost: () => {
      told.lost += 1
    },
  })
  return told
}

test('an answer that has had its time is asked for again, and nobody is told', async () => {
  expect(
    await follow([
      [{ step: STEP }, { step: STEP }, LIFETIME],
      [{ step: STEP }, LIFETIME],
    ]),
  ).toEqual({
    steps: 3,
    lost: 0,
    waits: [500, 500],
  })
})

test('a connection that breaks is tried again at once before anybody is told', async () => {
  expect(await follow([[{ step: STEP }], new Error('refused'), [{ step: STEP }, LIFETIME]])).toEqual({
    steps: 2,
    lost: 1,
    waits: [500, 1_000, 500],
  })
})

test('the waits grow, up to a limit', async () => {
  const told = await follow(Array.from({ length: 9 }, () => new Error('refused')))
  expect(told.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
  expect(told.lost).toBe(9)
})

test('without a session nothing is asked, and a server that is full is no sign of life', async () => {
  expect(await follow(['no session', [FULL], [{ step: STEP }, FULL]])).toEqual({
    steps: 1,
    lost: 3,
    waits: [1_000, 2_000, 4_000],
  })
})
