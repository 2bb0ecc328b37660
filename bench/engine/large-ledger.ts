import pg from 'pg'
import type { Figure } from '#scripts/bench.ts'
import type { Installation } from '#scripts/installation/start-installation.ts'
import type { RunningChild } from '#scripts/processes/child-process.ts'
import { addLongAgoRun, dropForeignKeys } from '../add-long-ago-run.ts'
import { roundFigure } from '../round-figure.ts'
import type { EngineBench } from './figures.ts'
import { cpuMsOf } from './process-usage.ts'
import { addPeople, requireAll, runLoad } from './run-load.ts'

const MAILBOXES = 50
const MESSAGE_BYTES = 10_000

type Side = { installation: Installation; worker: RunningChild; connectorId: string }

/** CPU of worker and Postgres for the same messages, with a million deliveries in the ledger and without, in turns. */
export async function measureLargeLedger(engine: EngineBench): Promise<Record<string, Figure>> {
  const { quick } = engine
  const messagesEach = quick ? 20 : 40
  const other = await engine.startOther()
  const small = await openSide(engine.installation, await engine.freshWorker(), messagesEach)
  const large = await openSide(other.installation, other.worker, messagesEach)
  await fillLedger(large, quick ? 50_000 : 1_000_000)
  const ratios: number[] = []
  for (let pair = 0; pair < (quick ? 1 : 5); pair += 1) {
    const without = await cpuOf(small, 810 + pair, messagesEach)
    ratios.push((await cpuOf(large, 810 + pair, messagesEach)) / without)
  }
  await other.stop()
  return { largeLedgerCostRatio: roundFigure(ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? Number.NaN) }
}

/** The first messages of a process are compiled as they come. */
async function openSide(
  installation: Installation,
  worker: RunningChild,
  messagesEach: number,
): Promise<Side> {
  await addPeople(installation, MAILBOXES)
  const side = { installation, worker, connectorId: await installation.addConnector() }
  for (const seed of [801, 802]) await cpuOf(side, seed, messagesEach)
  return side
}

async function cpuOf(
  { installation, worker, connectorId }: Side,
  seed: number,
  messagesEach: number,
): Promise<number> {
  const { postgres } = installation.children
  const cpuNow = () => cpuMsOf(worker.pid) + (postgres ? cpuMsOf(postgres.pid, { withChildren: true }) : 0)
  const load = { name: 'ledger', mailboxes: MAILBOXES, messagesEach, messageBytes: MESSAGE_BYTES, seed }
  const before = cpuNow()
  const result = await runLoad(installation, load, { connectorId })
  requireAll(result, MAILBOXES * messagesEach)
  return cpuNow() - before
}

/** A run of long ago, whose messages went to the same mailboxes. */
async function fillLedger({ installation, connectorId }: Side, rows: number): Promise<void> {
  const owner = new pg.Client({ connectionString: installation.ownerUrl })
  await owner.connect()
  const restoreForeignKeys = await dropForeignKeys(owner)
  await addLongAgoRun(owner, { tenantId: installation.tenantId, connectorId, rows, daysAgo: 9 })
  await restoreForeignKeys()
  await owner.query('vacuum analyze')
  await owner.end()
}
