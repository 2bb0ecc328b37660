import type { ClaimedRun, ItemRecord, RunLedger, StagedPackage } from './ledger/run-ledger.ts'
import type { Log } from './ports/log.ts'
import type { MessageFormat } from './ports/message-format.ts'
import type { OpenPackage } from './ports/package-format.ts'
import { readItem } from './read-item.ts'
import type { SharedPackages } from './share-staged-packages.ts'

export type RecordPorts = {
  runs: RunLedger
  stagedPackages: SharedPackages
  messages: MessageFormat
  log: Log
}

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
    const entryCount = await ports.stagedPackages.use(staged, async (opened) => {
      await recordPackage(ports, run, staged, opened)
      return opened.entries.length
    })
    await ports.runs.finishPackage(run, staged.packageId, entryCount)
  }
}

/** While the database writes a batch, the next one is read: each takes about as long as the other. */
async function recordPackage(
  ports: RecordPorts,
  run: ClaimedRun,
  staged: StagedPackage,
  opened: OpenPackage,
): Promise<void> {
  let writing: Promise<void> = Promise.resolve()
  let items: ItemRecord[] = []
  let participants = 0
  for (const entry of opened.entries) {
    const item = await readItem(ports, run.connector, opened, entry)
    items.push(item)
    participants += item.participants.length
    if (items.length < BATCH_ITEMS && participants < BATCH_PARTICIPANTS) continue
    await writing
    writing = ports.runs.saveItems(run, staged.packageId, items)
    // A fault is met at the next batch; until then it is nobody's.
    writing.catch(() => undefined)
    items = []
    participants = 0
  }
  await writing
  if (items.length > 0) await ports.runs.saveItems(run, staged.packageId, items)
}
