import { describe, expect, test } from 'vitest'
import { createFaultPlan, draw, isMatch } from './fault-plan.ts'
import { type GraphKnobs, graphKnobs } from './graph-knobs.ts'

const plan = (input: Partial<GraphKnobs>) => {
  const knobs = graphKnobs.parse(input)
  return createFaultPlan(() => knobs)
}

describe('a plan', () => {
  test('meets a rate over many requests', () => {
    const { next } = plan({ rates: { before503: 0.1, after504: 0.05 } })
    const faults = Array.from({ length: 20_000 }, () => next('GET users', []).fault)
    const share = (fault: string | null) => faults.filter((one) => one === fault).length / faults.length
    expect(share('before503')).toBeCloseTo(0.1, 1)
    expect(share('after504')).toBeCloseTo(0.05, 1)
    expect(share(null)).toBeCloseTo(0.85, 1)
  })

  test('gives a request the same, whatever happened to the one before it', () => {
    const one = plan({ seed: 5, latencyJitterMs: 100, rates: { before503: 0.5 } })
    const other = plan({ seed: 5, latencyJitterMs: 100, rates: { before503: 0.5 } })
    const first = Array.from({ length: 50 }, () => one.next('GET users', []))
    const second = Array.from({ length: 50 }, () => other.next('GET users/:user', []))
    expect(second).toEqual(first)
    one.restart()
    expect(one.next('GET users', [])).toEqual(first[0])
  })

  test('adds between nothing and the whole jitter to the latency', () => {
    const { next } = plan({ latencyMs: 10, latencyJitterMs: 90 })
    const latencies = Array.from({ length: 1000 }, () => next('GET users', []).latencyMs)
    expect(Math.min(...latencies)).toBeLessThan(15)
    expect(Math.max(...latencies)).toBeGreaterThan(95)
    expect(latencies.every((latencyMs) => latencyMs >= 10 && latencyMs <= 100)).toBe(true)
  })

  test('lets a batch wait for its parts, and not once more around them', () => {
    const { next } = plan({ latencyMs: 10, latencyJitterMs: 90 })
    expect(next('POST $batch', []).latencyMs).toBe(0)
    expect(next('POST users/:user/messages', []).latencyMs).toBeGreaterThanOrEqual(10)
  })
})

test('draws of neighbours and of near seeds have nothing in common', () => {
  const numbers = [1, 2, 3].flatMap((seed) =>
    [1, 2, 3].flatMap((n) => [1, 2, 3].map((p) => draw(seed, n, p))),
  )
  expect(new Set(numbers.map((number) => number.toFixed(4))).size).toBe(27)
})

test.each([
  ['*', 'GET users', true],
  ['POST *messages', 'POST users/:user/messages', true],
  ['POST *messages', 'POST users/:user/messages/:message/move', false],
  ['post $batch', 'POST $batch', true],
  ['GET users', 'GET users/:user', false],
])('%s matches %s: %s', (pattern, route, matches) => {
  expect(isMatch(pattern, route)).toBe(matches)
})
