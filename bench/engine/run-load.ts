import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Installation } from '#scripts/installation/start-installation.ts'
import { addressOf, type Load, removeLoad, writeLoad } from './write-load.ts'

const counters = z.object({
  graph: z.object({
    routes: z.record(z.string(), z.record(z.string(), z.object({ requests: z.number(), parts: z.number() }))),
    messagesCreated: z.number(),
    firstCreateAt: z.string().nullable(),
    lastAnswerAt: z.string().nullable(),
    longestHoldMs: z.number(),
  }),
})

export type LoadResult = {
  connectorId: string
  runId: string
  state: string
  imported: number
  failed: number
  pending: number
  /** From the claim of the run to the end of *resolving*. */
  ingestMs: number
  /** By Graph's clock: from the first create to the last answer. */
  deliveryMs: number
  messagesCreated: number
  /** How long the mailbox was told to wait that was told to for longest, waits that overlap counted once. */
  longestHoldMs: number
  /** HTTP requests to Graph, a batch counted once. */
  graphRequests: number
}

/** What Graph allows in minutes would end a load that is over in seconds; four requests a mailbox stay. */
const NO_BUDGETS = { requestsPer10Minutes: null, uploadBytesPer5Minutes: null }
const POLL_MS = 100
const LONGEST_LOAD_MS = 30 * 60_000

/** Takes one load through a connector of its own, and says what it took. */
export async function runLoad(
  installation: Installation,
  load: Load,
  options: { knobs?: Record<string, unknown>; connectorId?: string; until?: 'resolved' | 'finished' } = {},
): Promise<LoadResult> {
  const { composition, tenantId, packagesDir } = installation
  const connectorId = options.connectorId ?? (await installation.addConnector())
  const name = await writeLoad(packagesDir, load)
  await installation.control('POST', '/reset', {})
  await installation.control('PUT', '/knobs/graph', { limits: NO_BUDGETS, ...options.knobs })
  const plan = await composition.planRun({
    tenantId,
    connectorId,
    trigger: 'manual',
    requestedBy: { id: 'bench', name: 'Bench' },
  })
  if (plan.outcome === 'already-done') throw new Error('The run was not planned.')
  const run = await waitForRun(installation, plan.runId, options.until ?? 'finished')
  await removeLoad(packagesDir, name)
  const { graph } = counters.parse(await installation.control('GET', '/counters'))
  return {
    connectorId,
    runId: plan.runId,
    state: run.state,
    imported: run.imported,
    failed: run.failed,
    pending: run.pending,
    ingestMs: (run.resolvedAt?.getTime() ?? Number.NaN) - (run.startedAt?.getTime() ?? Number.NaN),
    deliveryMs: Date.parse(graph.lastAnswerAt ?? '') - Date.parse(graph.firstCreateAt ?? ''),
    messagesCreated: graph.messagesCreated,
    longestHoldMs: graph.longestHoldMs,
    graphRequests: Object.values(graph.routes)
      .flatMap((statuses) => Object.values(statuses))
      .reduce((sum, { requests }) => sum + requests, 0),
  }
}

/** A figure of a run that lost or doubled something is worth nothing. */
export function requireAll(result: LoadResult, count: number): void {
  if (result.imported !== count || result.messagesCreated !== count) {
    throw new Error(
      `Of ${count} messages ${result.imported} were imported and ${result.messagesCreated} created.`,
    )
  }
}

/** Adds the people of loads with up to so many mailboxes who are not there yet. */
export async function addPeople(installation: Installation, count: number): Promise<void> {
  const there = people.parse(await installation.control('GET', '/users'))
  const known = new Set(there.map((person) => person.userPrincipalName))
  const missing = Array.from({ length: count }, (_, number) => number).filter(
    (number) => !known.has(addressOf(number)),
  )
  for (let first = 0; first < missing.length; first += PARALLEL_ADDS) {
    await Promise.all(
      missing.slice(first, first + PARALLEL_ADDS).map((number) =>
        installation.control('POST', '/users', {
          displayName: `Person ${number}`,
          mail: addressOf(number),
        }),
      ),
    )
  }
}

const people = z.array(z.object({ userPrincipalName: z.string() }))
const PARALLEL_ADDS = 50

async function waitForRun(installation: Installation, runId: string, until: 'resolved' | 'finished') {
  const deadline = performance.now() + LONGEST_LOAD_MS
  for (;;) {
    const run = await installation.composition.database.run.findUniqueOrThrow({ where: { id: runId } })
    if (run.state === 'failed') throw new Error(`The run failed: ${run.errorCode} ${run.errorDetail}`)
    if (run.finishedAt || (until === 'resolved' && run.resolvedAt)) return run
    if (performance.now() > deadline)
      throw new Error(`The run is still ${run.state} after ${LONGEST_LOAD_MS} ms.`)
    await wait(POLL_MS)
  }
}
