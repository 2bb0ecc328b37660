import 'server-only'
import { countConnectors, listConnectors } from '#lib/db/connectors.ts'
import { findConfirmation, prerequisiteTarget } from '#lib/db/prerequisite-confirmations.ts'
import { findNewestRuns, sumQuarantined } from '#lib/db/runs-for-web.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import { CONFIRMED_PREREQUISITES, type ConfirmedPrerequisite } from '#lib/domain/prerequisites.ts'
import { may } from '#lib/domain/roles.ts'
import { type ConnectorSummary, statusOf, summarize } from './connector-summary.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

/** The Connectors tab: what every connector is doing, and what its newest run brought. */
export async function readConnectors(): Promise<{ connectors: ConnectorSummary[]; canManage: boolean }> {
  const viewer = await requireViewer('read')
  const { database, clock } = webComposition()
  const now = clock.now()
  const connectors = await withTenant(database, viewer.tenantId, async (transaction) => {
    const rows = await listConnectors(transaction, {
      tenantId: viewer.tenantId,
      states: ['active', 'paused'],
    })
    const ids = rows.map((row) => row.id)
    const runs = await findNewestRuns(transaction, viewer.tenantId, ids)
    const quarantined = await sumQuarantined(transaction, viewer.tenantId, ids)
    return rows.map((row) => summarize(row, runs.get(row.id) ?? null, quarantined.get(row.id) ?? 0, now))
  })
  return { connectors, canManage: may(viewer.roles, 'manage') }
}

export async function readConnectorCount(): Promise<{ count: number; canManage: boolean }> {
  const viewer = await requireViewer('read')
  const count = await withTenant(webComposition().database, viewer.tenantId, (transaction) =>
    countConnectors(transaction, viewer.tenantId),
  )
  return { count, canManage: may(viewer.roles, 'manage') }
}

export type DraftSummary = { id: string; createdBy: string; updatedAt: Date }

/** The product page: connectors of the type, and drafts that any admin can go on with. */
export async function readConnectorType(typeId: string): Promise<{
  drafts: DraftSummary[]
  connectors: { id: string; name: string; status: ConnectorStatus }[]
  confirmations: Record<ConfirmedPrerequisite, { by: string; at: Date } | null>
  /** What the operator has set: where a connector reads, and where packages are kept. */
  installation: { site: { host: string; port: number; folder: string }; container: string }
  canManage: boolean
}> {
  const viewer = await requireViewer('read')
  const { tenantId } = viewer
  const { database, env } = webComposition()
  return withTenant(database, tenantId, async (transaction) => {
    const confirmations: [ConfirmedPrerequisite, { by: string; at: Date } | null][] = []
    for (const key of CONFIRMED_PREREQUISITES)
      confirmations.push([
        key,
        await findConfirmation(transaction, tenantId, prerequisiteTarget(typeId, key)),
      ])
    const drafts = await listConnectors(transaction, { tenantId, states: ['draft'], typeId })
    const rows = await listConnectors(transaction, { tenantId, states: ['active', 'paused'], typeId })
    const ids = rows.map((row) => row.id)
    const runs = await findNewestRuns(transaction, tenantId, ids)
    return {
      drafts: drafts.map(({ id, createdBy, updatedAt }) => ({ id, createdBy, updatedAt })),
      connectors: rows.map((row) => ({
        id: row.id,
        name: row.name,
        status: statusOf(row, runs.get(row.id) ?? null),
      })),
      confirmations: Object.fromEntries(confirmations) as Record<
        ConfirmedPrerequisite,
        { by: string; at: Date } | null
      >,
      installation: {
        site: { host: env.TELEMESSAGE_HOST, port: env.TELEMESSAGE_PORT, folder: env.TELEMESSAGE_FOLDER },
        container: env.AZURE_STORAGE_CONTAINER,
      },
      canManage: may(viewer.roles, 'manage'),
    }
  })
}
