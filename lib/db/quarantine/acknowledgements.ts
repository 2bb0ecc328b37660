import type { Acknowledgement } from '#lib/domain/waiting.ts'
import type { TenantTransaction } from '../with-tenant.ts'
import type { ConnectorKey } from './waiting-items.ts'

/** Keeps a note beside what waits. It is added to what was written before, and takes nothing out of quarantine. */
export async function addAcknowledgements(
  tx: TenantTransaction,
  key: ConnectorKey,
  subjects: readonly string[],
  written: { note: string; byId: string; by: string; at: Date },
): Promise<void> {
  await tx.quarantineAcknowledgement.createMany({
    data: subjects.map((subject) => ({
      ...key,
      subject,
      note: written.note,
      acknowledgedById: written.byId,
      acknowledgedBy: written.by,
      acknowledgedAt: written.at,
    })),
  })
}

/** The newest note of each. */
export async function findAcknowledgements(
  tx: TenantTransaction,
  key: ConnectorKey,
  subjects: readonly string[],
): Promise<Map<string, Acknowledgement>> {
  const rows = await tx.$queryRaw<(Acknowledgement & { subject: string })[]>`
    select distinct on (subject) subject, note, acknowledged_by as by, acknowledged_at as at
    from quarantine_acknowledgement
    where connector_id = ${key.connectorId}::uuid and tenant_id = ${key.tenantId}::uuid
      and subject = any(${[...subjects]}::text[])
    order by subject, id desc`
  return new Map(rows.map(({ subject, ...note }) => [subject, note]))
}
