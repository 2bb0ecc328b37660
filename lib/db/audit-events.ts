import type { Database } from './client.ts'
import type { Prisma } from './generated/client.ts'
import { withTenant } from './with-tenant.ts'

export type AuditEvent = {
  actorId: string
  actorName: string
  /** `subject.verb`, as in `connector.finish`. */
  action: string
  target?: { type: string; id: string } | undefined
  outcome: 'done' | 'refused' | 'failed'
  /** Never a password, a token or a message's text. */
  detail?: Prisma.InputJsonObject | undefined
}

/** Adds to the audit log. The app's role can neither change nor remove what is there. */
export async function addAuditEvent(database: Database, tenantId: string, event: AuditEvent): Promise<void> {
  await withTenant(database, tenantId, (transaction) =>
    transaction.auditEvent.create({
      data: {
        tenantId,
        actorId: event.actorId,
        actorName: event.actorName,
        action: event.action,
        targetType: event.target?.type ?? null,
        targetId: event.target?.id ?? null,
        outcome: event.outcome,
        detail: event.detail ?? {},
      },
      select: { id: true },
    }),
  )
}
