import type { ClaimedRun, ItemToRead } from './ledger/run-ledger.ts'
import { readItem } from './read-item.ts'
import type { RecordPorts } from './record-items.ts'

/** Items a step: what is read again may be large, and a worker that dies repeats no more than that. */
const STEP = 100

/**
 * Reads the messages of a re-drive again: the limit may have been raised, or this build reads what an earlier one could not.
 * Each comes out as any other item does, and may be quarantined anew.
 */
export async function rereadItems(ports: RecordPorts, run: ClaimedRun): Promise<void> {
  for (;;) {
    const waiting = await ports.runs.itemsToRead(run, STEP)
    if (waiting.length === 0) return
    for (const items of byPackage(waiting)) await rereadPackage(ports, run, items)
  }
}

async function rereadPackage(
  ports: RecordPorts,
  run: ClaimedRun,
  items: [ItemToRead, ...ItemToRead[]],
): Promise<void> {
  const [{ package: staged }] = items
  const records = await ports.stagedPackages.use(staged, async (opened) => {
    const read = []
    for (const { entry } of items) read.push(await readItem(ports, run.connector, opened, entry))
    return read
  })
  await ports.runs.saveRereadItems(run, staged.packageId, records)
}

function byPackage(items: ItemToRead[]): [ItemToRead, ...ItemToRead[]][] {
  const groups = new Map<bigint, [ItemToRead, ...ItemToRead[]]>()
  for (const item of items) {
    const group = groups.get(item.package.packageId)
    if (group) group.push(item)
    else groups.set(item.package.packageId, [item])
  }
  return [...groups.values()]
}
