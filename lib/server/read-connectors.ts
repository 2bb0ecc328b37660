import 'server-only'
import { countConnectors, listConnectors } from '#lib/db/connectors.ts'
import { findNewestRuns, sumQuarantined } from '#lib/db/runs-for-web.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { findConnectorType } from '#lib/domain/connector-catalog.ts'
import { type ConnectorState, type ConnectorStatus, connectorStatus } from '#lib/domain/connector-status.ts'
import { may } from '#lib/domain/roles.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import { nextScheduledAt } from '#lib/domain/run-schedule.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

export type ConnectorSummary = {
  id: string
  name: string
  typeId: string
  typeName: string
  status: ConnectorStatus
  canSync: boolean
  lastRun: { id: string; createdAt: Date; counts: RunCounts; errorCode: string | null } | null
  quarantinedCount: number
  nextRunAt: Date | null
  timeZone: string
}

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
    return rows.map((row): ConnectorSummary => {
      const run = runs.get(row.id) ?? null
      return {
        id: row.id,
        name: row.name,
        typeId: row.typeId,
        typeName: findConnectorType(row.typeId)?.name ?? row.typeId,
        // Postgres checks it: connector_state_known.
        status: connectorStatus(row.state as ConnectorState, run && { state: run.state, ...run.counts }),
        canSync: row.state === 'active',
        lastRun: run && {
          id: run.id,
          createdAt: run.createdAt,
          counts: run.counts,
          errorCode: run.errorCode,
        },
        quarantinedCount: quarantined.get(row.id) ?? 0,
        nextRunAt: row.state === 'active' ? nextScheduledAt({ now, ...row }) : null,
        timeZone: row.timeZone,
      }
    })
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
export async function readConnectorType(
  typeId: string,
): Promise<{ drafts: DraftSummary[]; connectorCount: number; canManage: boolean }> {
  const viewer = await requireViewer('read')
  const { tenantId } = viewer
  return withTenant(webComposition().database, tenantId, async (transaction) => {
    const drafts = await listConnectors(transaction, { tenantId, states: ['draft'], typeId })
    const others = await listConnectors(transaction, { tenantId, states: ['active', 'paused'], typeId })
    return {
      drafts: drafts.map(({ id, createdBy, updatedAt }) => ({ id, createdBy, updatedAt })),
      connectorCount: others.length,
      canManage: may(viewer.roles, 'manage'),
    }
  })
}
