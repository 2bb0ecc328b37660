import { type FaultKind, planFaults } from './fault-plan.ts'
import { createJobQueue } from './job-queue.ts'
import { emptyTables } from './ledger-tables.ts'
import type { Mailbox } from './mailboxes.ts'
import type { Files } from './package-files.ts'
import type { Process } from './process.ts'
import { seededRandom } from './seeded-random.ts'
import { STORY_BEGINS_MS, tellStory } from './story.ts'
import { createVirtualTime } from './virtual-time.ts'

export const SABOTAGES = ['no-lookup', 'no-key', 'no-fence', 'no-identity'] as const

export type Sabotage = (typeof SABOTAGES)[number]

export type World = ReturnType<typeof createWorld>

/** Everything that outlives a process: the ledger, the queue, the site, the mailboxes, and time. */
export function createWorld(options: {
  seed: number
  sabotage: Sabotage | null
  trace: ((line: string) => void) | null
}) {
  const time = createVirtualTime(STORY_BEGINS_MS)
  const random = seededRandom(options.seed, 'world')
  const trace = (line: string) =>
    options.trace?.(`${new Date(time.now()).toISOString().slice(8, 23)} ${line}`)
  const faults = planFaults(seededRandom(options.seed, 'faults'), (kind: FaultKind) => trace(`* ${kind}`))
  const story = tellStory(seededRandom(options.seed, 'story'))
  const safeties = {
    fence: options.sabotage !== 'no-fence',
    identity: options.sabotage !== 'no-identity',
    lookUp: options.sabotage !== 'no-lookup',
    key: options.sabotage !== 'no-key',
  }
  const tables = emptyTables(safeties)
  for (const { row } of story.connectors) tables.connectors.set(row.id, row)
  const mailboxes = new Map<string, Mailbox>()
  let jumpMs = 0
  const workers = new Set<Process>()
  let workersStandUntilMs = 0

  return {
    ...{ time, random, faults, story, safeties, tables, mailboxes },
    blobs: new Map() as Files,
    /** Until when the directory says nothing about an address. */
    silentUntilMs: new Map<string, number>(),
    queue: createJobQueue(time, random),
    surroundings: { time, random, faults, trace },
    mailbox(objectId: string): Mailbox {
      const known = mailboxes.get(objectId)
      if (known) return known
      const made: Mailbox = { messages: [], folderId: null, isGone: false }
      mailboxes.set(objectId, made)
      return made
    },
    workers,
    /** How long no worker may begin. */
    workersStandMs: () => Math.max(0, workersStandUntilMs - time.now()),
    stopWorkers(forMs: number) {
      workersStandUntilMs = time.now() + forMs
      for (const worker of [...workers]) worker.die()
    },
    /** By how much every machine's clock is wrong. */
    clockJumpMs: () => jumpMs,
    jumpClocks(byMs: number) {
      jumpMs += byMs
      trace(`* clocks jump by ${byMs} ms`)
    },
  }
}
