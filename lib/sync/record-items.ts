import type { ClaimedRun, ItemRecord, RunLedger, StagedPackage } from './ledger-port.ts'
import { openStagedPackage, type StagedPackagePorts } from './open-staged-package.ts'
import type { Log, MessageFormat, OpenPackage } from './ports.ts'
import { readItem } from './read-item.ts'

export type RecordPorts = StagedPackagePorts & { runs: RunLedger; messages: MessageFormat; log: Log }

/** Rows a statement: some 500 items with their participants are well under a megabyte, and a few milliseconds. */
const BATCH_ITEMS = 500
/** Five hundred messages to twenty thousand people each would be ten million rows in one statement. */
const BATCH_PARTICIPANTS = 20_000

/**
 * Reads each message of the staged packages and writes items and participants, in bulk. A message that cannot be
 * read is an item as well: quarantined, with its reason.
 */
export async function recordItems(ports: RecordPorts, run: ClaimedRun): Promise<void> {
  for (const staged of await ports.runs.packagesToRecord(run)) {
    const opened = await openStagedPackage(ports, staged)
    try {
      await recordPackage(ports, run, staged, opened)
    } finally {
      await opened.close()
    }
    await ports.runs.finishPackage(run, staged.packageId, opened.entries.length)
  }
}

async function recordPackage(
  ports: RecordPorts,
  run: ClaimedRun,
  staged: StagedPackage,
  opened: OpenPackage,
): Promise<void> {
  let items: ItemRecord[] = []
  let participants = 0
  for (const entry of opened.entries) {
    const item = await readItem(ports, run.connector, opened, entry)
    items.push(item)
    participants += item.participants.length
    if (items.length < BATCH_ITEMS && participants < BATCH_PARTICIPANTS) continue
    await ports.runs.saveItems(run, staged.packageId, items)
    items = []
    participants = 0
  }
  if (items.length > 0) await ports.runs.saveItems(run, staged.packageId, items)
}
