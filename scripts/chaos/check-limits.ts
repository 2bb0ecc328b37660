import { z } from 'zod'
import type { World } from './open-world.ts'

/** Exchange Online's limit of one app and mailbox (learn.microsoft.com/graph/throttling-limits). */
const MOST_AT_A_TIME = 4

const counters = z.object({ graph: z.object({ largestInFlight: z.record(z.string(), z.number()) }) })

/**
 * Whether connections to Graph were lost. Then what the sandbox still works at counts, and the worker cannot know of it.
 */
export function canTellLimits(byKind: Record<string, number>): boolean {
  return !Object.keys(byKind).some((kind) => kind === 'cut graph' || kind === 'half-open graph')
}

/** Each worker keeps the limit for itself; that a mailbox is with one of them keeps it for all. @returns where it did not. */
export async function checkLimits({ installation }: World): Promise<string[]> {
  const { graph } = counters.parse(await installation.control('GET', '/counters'))
  return Object.entries(graph.largestInFlight)
    .filter(([, largest]) => largest > MOST_AT_A_TIME)
    .map(([mailbox, largest]) => `${largest} requests at a time for the mailbox ${mailbox}`)
}
