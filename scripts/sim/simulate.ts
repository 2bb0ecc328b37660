import { TICK_QUEUE } from '#lib/db/job-queues.ts'
import { isFinal } from '#lib/domain/run-state.ts'
import { cancelRun } from '#lib/sync/cancel-run.ts'
import type { RedriveScope, RunTrigger } from '#lib/sync/ledger/run-ledger.ts'
import { planRedrive } from '#lib/sync/plan-redrive.ts'
import { planRun } from '#lib/sync/plan-run.ts'
import { checkHistory, type Findings, NOTHING_FOUND } from './check-history.ts'
import { TENANT_ID } from './claimed-runs.ts'
import { endedAfterDelivery, isOpen } from './ledger-tables.ts'
import { portsOf } from './ports-of-process.ts'
import { createProcess } from './process.ts'
import { setLedgerBack } from './set-ledger-back.ts'
import { STORY_BEGINS_MS, STORY_LASTS_MS } from './story.ts'
import { runWorkers } from './worker.ts'
import { createWorld, type Sabotage, type World } from './world.ts'

export type Simulated = Findings & {
  seed: number
  faults: number
  items: number
  imported: number
  unended: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const LONGEST_MS = 4 * 24 * 3_600_000
const MOST_EVENTS = 150_000

/** One story from its first package to the end of everything that is open, and what is to be found after it. */
export async function simulate(options: {
  seed: number
  sabotage: Sabotage | null
  trace: ((line: string) => void) | null
}): Promise<Simulated> {
  const world = createWorld(options)
  for (const machine of ['alpha', 'beta', 'gamma'].slice(0, world.random.integer(1, 3)))
    runWorkers(world, machine)
  beginTicks(world)
  beginStory(world)
  const uploads = world.story.connectors.flatMap(({ folder }) => folder.map((one) => one.endsAtMs))
  const endsAtMs = Math.max(STORY_BEGINS_MS + STORY_LASTS_MS, ...uploads)
  await driveUntil(world, () => world.time.now() > endsAtMs)
  world.faults.stop()
  world.silentUntilMs.clear()
  for (const { row } of world.story.connectors) row.state = 'active'
  const ended = (await endEverything(world)) && checkHistory(world)
  const findings = ended || { ...NOTHING_FOUND, complaints: ['It does not end.'] }
  return {
    seed: options.seed,
    faults: world.faults.count(),
    items: world.tables.items.length,
    imported: [...world.mailboxes.values()].reduce((sum, one) => sum + one.messages.length, 0),
    unended: ended ? 0 : 1,
    ...findings,
  }
}

/** What is open ends; then everything that is on the site and everything that waits is taken once more, without a fault. */
async function endEverything(world: World): Promise<boolean> {
  if (!(await driveUntil(world, () => isQuiet(world)))) return false
  for (const ask of [askForRuns, askForRedrives, askForRedrives]) {
    await ask(world)
    if (!(await driveUntil(world, () => isQuiet(world)))) return false
  }
  return driveUntil(world, () => isQuiet(world) && isChecked(world))
}

async function askForRuns(world: World): Promise<void> {
  for (const { row } of world.story.connectors) await driven(world, planned(world, row.id, 'manual'))
}

async function askForRedrives(world: World): Promise<void> {
  for (const { row } of world.story.connectors) await driven(world, redriven(world, row.id))
}

async function driven(world: World, asking: Promise<unknown>): Promise<void> {
  let isDone = false
  void asking.then(() => {
    isDone = true
  })
  await driveUntil(world, () => isDone)
}

async function driveUntil(world: World, isOver: () => boolean): Promise<boolean> {
  const limits = { untilMs: STORY_BEGINS_MS + LONGEST_MS, mostEvents: MOST_EVENTS }
  return (await world.time.runUntil(isOver, limits)) === 'over'
}

/** The newest runs are: earlier ones are asked for within a day. */
function isChecked({ tables, time }: World): boolean {
  return [...tables.runs.values()]
    .filter((run) => endedAfterDelivery(run) && time.now() - (run.finishedAt?.getTime() ?? 0) < HOUR_MS)
    .every((run) => tables.runChecks.has(run.id))
}

function isQuiet({ tables, queue }: World): boolean {
  return (
    [...tables.runs.values()].every((run) => isFinal(run.state)) &&
    !tables.deliveries.some(isOpen) &&
    queue.isEmpty()
  )
}

/** While nothing is open most minutes are left out: a tick would find nothing to do. */
function beginTicks(world: World): void {
  world.queue.send(TICK_QUEUE, 'tick', null)
  cancelSometimes(world)
  world.time.after(isQuiet(world) ? 10 * MINUTE_MS : MINUTE_MS, () => beginTicks(world))
}

/** What people do while the workers work: ask for runs, pause a connector, leave; and what clocks do. */
function beginStory(world: World): void {
  const { random, time, story } = world
  const sometime = (work: () => void) => time.after(random.integer(0, STORY_LASTS_MS), work)
  for (const { row } of story.connectors) {
    for (let count = random.integer(0, 3); count > 0; count -= 1)
      sometime(() => void planned(world, row.id, random.pick(['manual', 'api'])))
    for (let count = random.integer(0, 2); count > 0; count -= 1) {
      const reason = random.pick([null, 'ErrorRefused', 'mailbox-gone'])
      sometime(() => void redriven(world, row.id, reason ? { kind: 'reason', reason } : undefined))
    }
    if (random.chance(0.2)) {
      sometime(() => {
        row.state = 'paused'
        time.after(random.integer(0, 3_600_000), () => {
          row.state = 'active'
        })
      })
    }
  }
  for (const { mailbox, leavesAtMs } of story.people) {
    if (mailbox && leavesAtMs < STORY_BEGINS_MS + STORY_LASTS_MS)
      time.after(leavesAtMs - STORY_BEGINS_MS, () => {
        world.mailbox(mailbox.objectId).isGone = true
      })
  }
  if (random.chance(0.3)) {
    // Which of two siblings is delivered depends on which was recorded first, and that may be the other one now (decision 0016).
    for (const { row } of story.connectors) row.keepSiblingCopies = true
    const backupMs = random.integer(0, STORY_LASTS_MS / 2)
    time.after(backupMs, () => setLedgerBack(world, random.integer(60_000, STORY_LASTS_MS / 2)))
  }
  if (random.chance(0.15)) sometime(() => world.jumpClocks(random.integer(-3_600_000, 3_600_000)))
}

async function planned(world: World, connectorId: string, trigger: RunTrigger): Promise<void> {
  const ports = portsOf(world, webProcess(world), new Map())
  cancelSometimes(world)
  await planRun(ports, { tenantId: TENANT_ID, connectorId, trigger }).catch(toldToTheUser)
}

async function redriven(
  world: World,
  connectorId: string,
  scope: RedriveScope = { kind: 'connector' },
): Promise<void> {
  const ports = portsOf(world, webProcess(world), new Map())
  const requestedBy = { id: 'oid', name: 'Megan' }
  const request = { tenantId: TENANT_ID, connectorId, requestedBy, scope }
  cancelSometimes(world)
  await planRedrive(ports, request).catch(toldToTheUser)
}

/** Whichever run is going on a little later, wherever it is: a phase may last for milliseconds, or a minute. */
function cancelSometimes(world: World): void {
  const { random, time, tables } = world
  if (!random.chance(0.25)) return
  time.after(random.integer(0, random.pick([200, 2_000, MINUTE_MS])), () => {
    // The runs that the end asks for are let alone.
    if (time.now() > STORY_BEGINS_MS + STORY_LASTS_MS) return
    for (const run of tables.runs.values()) if (!isFinal(run.state)) void cancelled(world, run)
  })
}

async function cancelled(world: World, run: { id: string; connectorId: string }): Promise<void> {
  const ports = portsOf(world, webProcess(world), new Map())
  const requestedBy = { id: 'oid', name: 'Megan' }
  const request = { tenantId: TENANT_ID, connectorId: run.connectorId, runId: run.id, requestedBy }
  await cancelRun(ports, request).catch(toldToTheUser)
}

function webProcess(world: World) {
  return createProcess(world.surroundings, 'web', () => undefined)
}

function toldToTheUser(): void {}
