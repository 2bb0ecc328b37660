import { describe, expect, test } from 'vitest'
import { type Simulated, simulate } from './simulate.ts'
import { SABOTAGES, type Sabotage } from './world.ts'

/** Stories that end well whatever happens in them. More of them: `npm run sim`. */
const SEEDS = 200
/** Each safety that is switched off has to be missed within so many stories. */
const SABOTAGED_SEEDS = 400
/** A limit for what hangs: some seconds of work, on a machine that may be busy. */
const TIMEOUT_MS = 300_000

describe('the use cases, over lost answers, dying workers, takeovers and clocks that jump', () => {
  test(
    'bring every message where it belongs, once, and say so in reports that are right',
    async () => {
      const stories: Simulated[] = []
      for (let seed = 1; seed <= SEEDS; seed += 1) stories.push(await simulate(story(seed, null)))
      expect(
        stories.flatMap(({ seed, complaints }) => complaints.map((words) => `${seed}: ${words}`)),
      ).toEqual([])
      // What nothing happens in proves nothing.
      expect(total(stories, 'items')).toBeGreaterThan(20 * SEEDS)
      expect(total(stories, 'imported')).toBeGreaterThan(20 * SEEDS)
      expect(total(stories, 'faults')).toBeGreaterThan(4 * SEEDS)
    },
    TIMEOUT_MS,
  )

  test('are the same story for the same seed', async () => {
    const tell = async () => {
      const lines: string[] = []
      await simulate({ ...story(16, null), trace: (line) => lines.push(line) })
      return lines
    }
    const lines = await tell()
    expect(lines.length).toBeGreaterThan(100)
    expect(await tell()).toEqual(lines)
  })

  test('tell by themselves what is in a folder twice', async () => {
    for (let seed = 1; seed <= SABOTAGED_SEEDS; seed += 1) {
      const { doubled, reported } = await simulate(story(seed, 'no-lookup'))
      if (doubled > 0 && reported > 0) return
    }
    expect.unreachable(`No double was reported in ${SABOTAGED_SEEDS} stories.`)
  })

  test.each(SABOTAGES)(
    'fail with %s',
    async (sabotage) => {
      for (let seed = 1; seed <= SABOTAGED_SEEDS; seed += 1) {
        const { lost, doubled } = await simulate(story(seed, sabotage))
        if (lost + doubled > 0) return
      }
      expect.unreachable(`Nothing was lost or doubled in ${SABOTAGED_SEEDS} stories.`)
    },
    TIMEOUT_MS,
  )
})

function story(seed: number, sabotage: Sabotage | null) {
  return { seed, sabotage, trace: null }
}

function total(stories: Simulated[], count: 'items' | 'imported' | 'faults'): number {
  return stories.reduce((sum, one) => sum + one[count], 0)
}
