import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '#sandbox/generator/seeded-random.ts'
import { addChaosConnector } from './add-chaos-connector.ts'
import { checkLedger } from './check-ledger.ts'
import { canTellLimits, checkLimits } from './check-limits.ts'
import { checkMailboxes } from './check-mailboxes.ts'
import { planSite, type SitePlan } from './fill-site.ts'
import { findSabotage } from './find-sabotage.ts'
import { injectFaults } from './inject-faults.ts'
import { letItFinish, planRun, waitUntilDelivered } from './let-it-finish.ts'
import type { World } from './open-world.ts'
import { planFaults } from './plan-faults.ts'
import type { ChaosOptions } from './read-chaos-options.ts'
import { readSite } from './read-site.ts'
import { findStrayWriters } from './watch-writers.ts'

export type RunResult = {
  faults: number
  items: number
  lost: number
  doubled: number
  misplaced: number
  /** Where ledger, site and mailboxes tell different things, or a book does not balance. */
  unaccounted: number
  /** What an old worker wrote, and mailboxes that were asked more than Exchange allows. */
  overstepped: number
  /** 1 when the world did not come to rest although nothing was in its way any more. */
  unfinished: number
  /** 1 when no fault met a delivery: then the run proves nothing, and that is the fault of this program. */
  untried: number
}

/** Faults stop after this, whatever of the plan has not happened. */
const LONGEST_FAULTS_MS = 60_000
/** A schedule of two seconds: runs overlap each other's deliveries. */
const RUN_EVERY_MS = 2_000
const BETWEEN_EVENTS_MS = 3_000

/** Takes one seed through the world: a site, a connector, faults, peace, and a look at what has become of it all. */
export async function runOnce(
  world: World,
  { seed, messages, sabotage }: Pick<ChaosOptions, 'seed' | 'messages' | 'sabotage'>,
  log: (line: string) => void,
): Promise<{ result: RunResult; byKind: Record<string, number>; findings: string[] }> {
  const { installation, ledger } = world
  const random = createRandom(`chaos ${seed}`)
  const site = planSite(installation, random, messages)
  const plan = planFaults(random)
  const connectorId = await prepare(world, site)

  const isDone = { faults: false, site: false, sabotage: false }
  const deadlineMs = performance.now() + LONGEST_FAULTS_MS
  const isLate = () => isDone.sabotage || performance.now() > deadlineMs
  const isOver = () => isLate() || (isDone.faults && isDone.site)
  const [faults] = await Promise.all([
    injectFaults(world, plan, connectorId, isLate, log).finally(() => {
      isDone.faults = true
    }),
    playSite(site, log).finally(() => {
      isDone.site = true
    }),
    planRuns(world, connectorId, isOver),
    (async () => {
      // That nothing goes on any more shows at the end only.
      if (!sabotage || sabotage === 'no-deadline') return
      isDone.sabotage = await findSabotage(world, sabotage, { connectorId, truth: site.truth }, isLate)
    })(),
  ])
  await waitUntilDelivered(world, connectorId, isLate)
  await makePeace(world)
  const truth = await readSite(installation.packagesDir, site.truth)
  // A sabotage that has shown is enough: what is still to come is not lost.
  const isCutShort = isDone.sabotage
  const obstacle = isCutShort ? null : await letItFinish(world, connectorId, truth.packages)
  const mailboxes = await checkMailboxes(world, truth)
  if (isCutShort) mailboxes.lost = []
  const books = isCutShort ? [] : await checkLedger(world, connectorId, truth, mailboxes.messages)
  const oversteps = [
    ...(await findStrayWriters(ledger, connectorId)),
    ...(canTellLimits(faults.byKind) ? await checkLimits(world) : []),
  ]
  await ledger.query("update connector set state = 'paused' where id = $1", [connectorId])
  const untried = faults.amongDeliveries === 0
  return {
    result: {
      faults: Object.values(faults.byKind).reduce((sum, count) => sum + count, 0),
      items: truth.items,
      lost: mailboxes.lost.length,
      doubled: mailboxes.doubled.length,
      misplaced: mailboxes.misplaced.length,
      unaccounted: books.length + mailboxes.changed.length,
      overstepped: oversteps.length,
      unfinished: obstacle ? 1 : 0,
      untried: untried ? 1 : 0,
    },
    byKind: faults.byKind,
    findings: [
      ...(obstacle ? [obstacle] : []),
      ...(untried ? ['untried: no fault met a delivery, so this run proves nothing'] : []),
      ...mailboxes.lost.map((one) => `lost: ${one}`),
      ...mailboxes.doubled.map((one) => `doubled: ${one}`),
      ...mailboxes.misplaced.map((one) => `misplaced: ${one}`),
      ...mailboxes.changed.map((one) => `changed: ${one}`),
      ...oversteps,
      ...books,
    ],
  }
}

/** An empty site and empty mailboxes, the run's own packages, and a connector of its own. */
async function prepare({ installation, links }: World, site: SitePlan): Promise<string> {
  const { packagesDir } = installation
  for (const name of await readdir(packagesDir)) await rm(join(packagesDir, name))
  await rm(join(packagesDir, '../unseen'), { recursive: true, force: true })
  await mkdir(packagesDir, { recursive: true })
  await installation.control('POST', '/reset', { mailboxes: true })
  await site.open()
  return addChaosConnector(installation, site.mapping, links.sftp.port)
}

async function playSite(site: SitePlan, log: (line: string) => void): Promise<void> {
  for (const { what, happen } of site.events) {
    await wait(BETWEEN_EVENTS_MS)
    await happen()
    log(what)
  }
}

async function planRuns(world: World, connectorId: string, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await planRun(world, connectorId)
    await wait(RUN_EVERY_MS)
  }
}

async function makePeace({ installation, links, workers }: World): Promise<void> {
  await installation.control('DELETE', '/knobs/graph')
  await installation.control('DELETE', '/knobs/site')
  for (const link of Object.values(links)) link.heal()
  await workers.revive()
  // The last fault is one that nothing heals: the workers have to give their connections up by themselves.
  links.postgres.hang()
}
