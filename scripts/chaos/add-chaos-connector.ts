import { randomUUID } from 'node:crypto'
import { addMapping } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { normalizeExternalId } from '#lib/domain/external-id.ts'
import type { Installation } from '../installation/start-installation.ts'

/** A site that stalls is given up sooner than the twenty seconds that people wait for. */
const SITE_TIMEOUT_SECONDS = 10

/** A connector with a mapping, whose site is behind the link at `sitePort`. */
export async function addChaosConnector(
  { addConnector, composition, tenantId }: Installation,
  mapping: readonly { externalId: string; mailbox: string }[],
  sitePort: number,
): Promise<string> {
  const connectorId = await addConnector()
  await withTenant(composition.database, tenantId, async (transaction) => {
    await transaction.connector.update({
      where: { id: connectorId },
      data: { sitePort, siteTimeoutSeconds: SITE_TIMEOUT_SECONDS },
    })
    await addMapping(transaction, {
      id: randomUUID(),
      tenantId,
      connectorId,
      origin: 'upload-replace',
      file: { name: 'mapping.csv', sha256: new Uint8Array(32) },
      rolledBackTo: null,
      rows: mapping.map(({ externalId, mailbox }, index) => ({
        line: index + 2,
        rawId: externalId,
        externalId: normalizeExternalId(externalId),
        mailbox,
      })),
      createdBy: { id: 'chaos', name: 'Chaos' },
    })
  })
  return connectorId
}
