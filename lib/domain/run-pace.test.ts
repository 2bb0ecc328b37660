import { describe, expect, test } from 'vitest'
import { averageRate, minutesLeft, type PacePoint, rateNow, ratesOf } from './run-pace.ts'

const BEGAN = Date.parse('2026-11-19T08:30:00Z')
const at = (seconds: number) => new Date(BEGAN + seconds * 1_000)
const counted = (...points: [seconds: number, done: number][]): PacePoint[] =>
  points.map(([seconds, done]) => ({ at: at(seconds), done }))

describe('the pace of a run', () => {
  test('is what was done between two counts, over their distance', () => {
    expect(ratesOf(counted([0, 0], [10, 2_000], [40, 2_600]))).toEqual([
      { at: at(10), perSecond: 200 },
      { at: at(40), perSecond: 20 },
    ])
    expect(ratesOf(counted([0, 5]))).toEqual([])
  })

  test('of late is that of the last minute', () => {
    const points = counted([0, 0], [100, 20_000], [130, 23_000], [160, 26_000])
    expect(rateNow(points, at(160))).toBe(100)
    expect(rateNow(points, at(230))).toBeNull()
  })

  test('is not told from a few seconds, nor from one count', () => {
    expect(rateNow([], at(0))).toBeNull()
    expect(rateNow(counted([0, 0]), at(0))).toBeNull()
    expect(rateNow(counted([0, 0], [10, 2_000]), at(10))).toBeNull()
  })

  test('tells how many minutes are left, and nothing while it stands still or when nothing is left', () => {
    const steady = counted([0, 0], [30, 3_000], [60, 6_000])
    expect(minutesLeft(steady, 39_000, at(60))).toBe(7)
    expect(minutesLeft(steady, 1, at(60))).toBe(1)
    expect(minutesLeft(steady, 0, at(60))).toBeNull()
    expect(minutesLeft(counted([0, 10], [60, 10]), 500, at(60))).toBeNull()
  })

  test('over the whole run is known when it has taken a second', () => {
    expect(averageRate(1_000, at(0), at(10))).toBe(100)
    expect(averageRate(1_000, at(0), at(0.5))).toBeNull()
    expect(averageRate(1_000, null, at(10))).toBeNull()
  })
})
