import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { waitUntilDelivered } from './let-it-finish.ts'
import type { World } from './open-world.ts'
import type { FaultPlan, FaultPoint, WorldFault } from './plan-faults.ts'

/** What the points of faults are read from. */
type Progress = { states: Set<string>; staged: number; attempting: number; created: number }

export type FaultCounts = {
  /** How often each kind happened. */
  byKind: Record<string, number>
  /** Those among them that met a delivery: after the first message was made, or instead of making one. */
  amongDeliveries: number
}

const counters = z.object({
  graph: z.object({
    faults: z.record(z.string(), z.number()),
    messagesCreated: z.number(),
    routes: z.record(z.string(), z.record(z.string(), z.object({ requests: z.number(), parts: z.number() }))),
  }),
  site: z.object({ faults: z.record(z.string(), z.number()) }),
})
const progressRow = z.object({ states: z.array(z.string()), staged: z.number(), attempting: z.number() })

const POLL_MS = 15
/** The spare worker has all of this to find the jobs of frozen ones, and to look up what they left. */
const LONGEST_FREEZE_MS = 25_000

/**
 * Sets the knobs of the stand-ins, and does what was planned when its point is reached.
 *
 * @param isOver ends the waiting for points that have not been reached.
 * @param log told of each fault.
 */
export async function injectFaults(
  world: World,
  plan: FaultPlan,
  connectorId: string,
  isOver: () => boolean,
  log: (line: string) => void,
): Promise<FaultCounts> {
  const { installation } = world
  await installation.control('PUT', '/knobs/graph', plan.graph)
  await installation.control('PUT', '/knobs/site', plan.site)
  const states = new Set<string>()
  const counts: FaultCounts = { byKind: {}, amongDeliveries: 0 }
  const happening: Promise<void>[] = []
  let isSlow = false
  let waiting = [...plan.world]
  while (waiting.length > 0 && !isOver()) {
    const progress = await readProgress(world, connectorId, states)
    if (!isSlow && (progress.states.has('delivering') || progress.created > 0)) {
      await installation.control('PATCH', '/knobs/graph', plan.slowGraph)
      isSlow = true
    }
    const due = waiting.filter(({ point }) => isReached(point, progress))
    waiting = waiting.filter((fault) => !due.includes(fault))
    for (const fault of due) {
      const { point, ...what } = fault
      log(`${JSON.stringify(what)} at ${JSON.stringify(point)}, with ${progress.created} messages made`)
      count(counts.byKind, 'link' in fault ? `${fault.do} ${fault.link}` : fault.do)
      if (progress.created > 0) counts.amongDeliveries += 1
      happening.push(happen(world, fault, connectorId, isOver))
    }
    await wait(POLL_MS)
  }
  for (const { point, ...what } of waiting)
    log(`${JSON.stringify(what)} did not happen: ${JSON.stringify(point)} was not reached`)
  await Promise.all(happening)
  return addStandIns(counts, counters.parse(await installation.control('GET', '/counters')))
}

function addStandIns(counts: FaultCounts, { graph, site }: z.infer<typeof counters>): FaultCounts {
  for (const [kind, times] of Object.entries(graph.faults)) count(counts.byKind, `graph ${kind}`, times)
  for (const [kind, times] of Object.entries(site.faults)) count(counts.byKind, `site ${kind}`, times)
  for (const [status, { requests, parts }] of Object.entries(graph.routes[CREATE_ROUTE] ?? {}))
    if (FAILURES.test(status)) counts.amongDeliveries += requests + parts
  return counts
}

const CREATE_ROUTE = 'POST users/:user/mailFolders/:folder/messages'
const FAILURES = /^(429|503|504|cut)$/

function count(counts: Record<string, number>, kind: string, times = 1): void {
  counts[kind] = (counts[kind] ?? 0) + times
}

async function readProgress(
  { installation, ledger }: World,
  connectorId: string,
  states: Set<string>,
): Promise<Progress> {
  const [{ rows }, counted] = await Promise.all([
    ledger.query(
      `select array(select state from run where connector_id = $1) as states,
              (select count(*)::int from staged_package where connector_id = $1) as staged,
              (select count(*)::int from delivery where connector_id = $1 and state = 'attempting') as attempting`,
      [connectorId],
    ),
    installation.control('GET', '/counters'),
  ])
  const row = progressRow.parse(rows[0])
  for (const state of row.states) states.add(state)
  const { graph } = counters.parse(counted)
  return { states, staged: row.staged, attempting: row.attempting, created: graph.messagesCreated }
}

/** A state that was passed between two looks counts as reached when a later one is seen. */
const ORDER = ['planned', 'fetching', 'recording', 'resolving', 'delivering']

function isReached(point: FaultPoint, progress: Progress): boolean {
  switch (point.at) {
    case 'run':
      return ORDER.slice(ORDER.indexOf(point.state)).some((state) => progress.states.has(state))
    case 'staged':
      return progress.staged >= point.packages
    case 'created':
      return progress.created >= point.messages
    case 'attempting':
      return progress.attempting >= point.deliveries
  }
}

async function happen(
  world: World,
  fault: WorldFault,
  connectorId: string,
  isOver: () => boolean,
): Promise<void> {
  const { links, workers } = world
  switch (fault.do) {
    case 'kill':
      await Promise.all(fault.workers.map((number) => workers.kill(number)))
      await wait(fault.downMs)
      await workers.revive()
      return
    case 'freeze': {
      const thaw = await workers.freeze()
      const deadlineMs = performance.now() + LONGEST_FREEZE_MS
      await waitUntilDelivered(world, connectorId, () => isOver() || performance.now() > deadlineMs)
      await thaw()
      return
    }
    case 'cut':
      links[fault.link].cut()
      return
    case 'half-open':
      links[fault.link].halfOpen(fault.forMs)
      return
    case 'hang':
      links[fault.link].hang()
      return
    case 'slow':
      links[fault.link].slow(fault.delayMs, fault.forMs)
  }
}
