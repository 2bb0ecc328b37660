import type { LedgerTables } from './ledger-tables.ts'
import { SETTLE_MS } from './mailboxes.ts'
import type { World } from './world.ts'

/** What was sent before may still arrive: whoever restores a database stops the workers first, and waits. */
const WORKERS_STAND_MS = 2 * SETTLE_MS

/** Restores the ledger, later, as it is now, and the queue with it. Mailboxes, packages and evidence stay as they are. */
export function setLedgerBack(world: World, afterMs: number): void {
  const backup = structuredClone(rowsOf(world.tables))
  world.time.after(afterMs, () => {
    world.surroundings.trace('* the ledger is set back')
    world.stopWorkers(WORKERS_STAND_MS)
    world.queue.empty()
    Object.assign(world.tables, backup)
  })
}

/** What people set up belongs to the story. */
function rowsOf(tables: Omit<LedgerTables, 'safeties' | 'connectors'>) {
  const { runs, packages, refusals, items, identities, mailboxes, folders, deliveries, delivered } = tables
  const { folderChecks, runChecks, found, finishedReports } = tables
  return {
    ...{ runs, packages, refusals, items, identities, mailboxes, folders, deliveries, delivered },
    ...{ folderChecks, runChecks, found, finishedReports },
  }
}
