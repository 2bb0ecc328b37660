import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'

type PersonKey = { tenantId: string; connectorId: string; owner: string }

/** Whether somebody of that id was ever archived by the connector. */
export async function isArchived(tx: TenantTransaction, key: PersonKey): Promise<boolean> {
  return (await tx.captureDays.count({ where: key })) > 0
}

/** Mutes a person's silence, in place of what was said of it before. */
export async function muteSilence(
  tx: TenantTransaction,
  key: PersonKey,
  mute: { reason: string; until: LocalDate; byId: string; by: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    insert into muted_silence (tenant_id, connector_id, owner, reason, until, muted_by_id, muted_by, muted_at)
    values (${key.tenantId}::uuid, ${key.connectorId}::uuid, ${key.owner}, ${mute.reason}, ${mute.until}::text::date,
            ${mute.byId}, ${mute.by}, ${mute.at})
    on conflict (connector_id, owner) do update set reason = excluded.reason, until = excluded.until,
      muted_by_id = excluded.muted_by_id, muted_by = excluded.muted_by, muted_at = excluded.muted_at
    where muted_silence.tenant_id = excluded.tenant_id`
}

/** Whether there was a mute to end. */
export async function endMute(tx: TenantTransaction, key: PersonKey): Promise<boolean> {
  return (await tx.mutedSilence.deleteMany({ where: key })).count > 0
}
