import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { ALERT_KINDS } from '#lib/domain/alert-kinds.ts'
import { ALERT_CHANNELS, type AlertRule, defaultMode } from '#lib/domain/alert-rules.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** Where a connector differs from the default. */
export async function listAlertRules(
  tx: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
): Promise<AlertRule[]> {
  const rows = await tx.alertRule.findMany({
    where: { tenantId, connectorId, kind: { in: [...ALERT_KINDS] }, channel: { in: [...ALERT_CHANNELS] } },
    select: { kind: true, channel: true, mode: true },
  })
  return rows as AlertRule[]
}

/** Replaces the rules of a connector. What is as the default is not kept, so that it goes with the default. */
export async function saveAlertRules(
  tx: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  rules: readonly AlertRule[],
): Promise<void> {
  await tx.alertRule.deleteMany({ where: { tenantId, connectorId } })
  await tx.alertRule.createMany({
    data: rules
      .filter(({ kind, channel, mode }) => mode !== defaultMode(kind, channel))
      .map((rule) => ({ tenantId, connectorId, ...rule })),
  })
}
