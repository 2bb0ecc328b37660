import type { Figure } from '#scripts/bench.ts'
import type { EngineBench } from './figures.ts'
import { peakRssMiBOf } from './process-usage.ts'
import { addPeople, requireAll, runLoad } from './run-load.ts'
import { addressOf, type Load } from './write-load.ts'

const LARGE_ITEM_BYTES = 100_000_000
const ITEM_LIMIT_BYTES = 150 * 1024 * 1024

/** The most memory that a worker of its own has held: for one item of 100 MB, and for a package of very many small ones. */
export async function measureMemory(engine: EngineBench): Promise<Record<string, Figure>> {
  const largeItem = await peakOf(
    engine,
    { name: 'large-item', mailboxes: 1, messagesEach: 1, messageBytes: LARGE_ITEM_BYTES, seed: 91 },
    { isAttached: true },
  )
  if (!engine.soak) return { peakRssMiB: { largeItem } }
  const manySmall = { name: 'many-small', mailboxes: 200, messagesEach: 1_000, messageBytes: 2_000, seed: 92 }
  return { peakRssMiB: { largeItem, manySmall: await peakOf(engine, manySmall, {}) } }
}

async function peakOf(
  { installation, freshWorker }: EngineBench,
  load: Load,
  { isAttached = false }: { isAttached?: boolean },
): Promise<number> {
  await addPeople(installation, load.mailboxes)
  const connectorId = await installation.addConnector()
  if (isAttached) {
    await installation.composition.database.connector.update({
      where: { id: connectorId },
      data: { itemLimitBytes: ITEM_LIMIT_BYTES },
    })
    await installation.control('PATCH', `/users/${addressOf(0)}`, { maxMessageBytes: ITEM_LIMIT_BYTES })
  }
  const worker = await freshWorker()
  const result = await runLoad(installation, { ...load, isAttached }, { connectorId })
  requireAll(result, load.mailboxes * load.messagesEach)
  return peakRssMiBOf(worker.pid)
}
