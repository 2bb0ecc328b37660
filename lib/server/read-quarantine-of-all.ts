import 'server-only'
import { listConnectors } from '#lib/db/connectors.ts'
import { countWaiting } from '#lib/db/quarantine/count-waiting.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

/** How much waits in quarantine, by connector, what waits most first. */
export async function readQuarantineOfAll() {
  const { tenantId } = await requireViewer('read')
  const { database } = webComposition()
  const readFacts = () =>
    withTenant(database, tenantId, async (transaction) => {
      const connectors = await listConnectors(transaction, { tenantId, states: ['active', 'paused'] })
      const waiting = await countWaiting(
        transaction,
        tenantId,
        connectors.map(({ id }) => id),
      )
      return connectors
        .map(({ id, name }) => ({ id, name, count: waiting.get(id) ?? 0 }))
        .filter(({ count }) => count > 0)
        .sort((one, other) => other.count - one.count)
    })
  return { readFacts }
}
