import type { AuditOutcome } from '#lib/domain/audit-actions.ts'
import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

export type AuditChoice = {
  tenantId: string
  connectorId?: string | undefined
  /** A part of a name. */
  person?: string | undefined
  action?: string | undefined
  outcome?: AuditOutcome | undefined
  from?: Date | undefined
  /** The first instant after. */
  until?: Date | undefined
  /** The id that the page before ended with. */
  after?: string | undefined
  limit: number
}

export type ListedAuditEvent = {
  id: string
  at: Date
  actorId: string
  actorName: string
  action: string
  outcome: AuditOutcome
  targetType: string | null
  targetId: string | null
  /** Of the connector that it was done to, or to a run of which. */
  connectorName: string | null
  detail: unknown
}

/** Audit events, newest first. Those of a connector are its own, those of its runs and mapping uploads, and what names it in the detail. */
export function listAuditEvents(tx: TenantTransaction, choice: AuditChoice): Promise<ListedAuditEvent[]> {
  const { tenantId, connectorId, person, action, outcome, from, until, after, limit } = choice
  const conditions = [
    Prisma.sql`event.tenant_id = ${tenantId}::uuid`,
    connectorId &&
      Prisma.sql`(event.detail ->> 'connectorId' = ${connectorId} or event.target_id = any(array(
        select ${connectorId}::text
        union all select id::text from run where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid
        union all select id::text from mapping_upload
          where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid)))`,
    person && Prisma.sql`event.actor_name ilike ${`%${person.replace(/[\\%_]/g, '\\$&')}%`}`,
    action && Prisma.sql`event.action = ${action}`,
    outcome && Prisma.sql`event.outcome = ${outcome}`,
    from && Prisma.sql`event.at >= ${from}`,
    until && Prisma.sql`event.at < ${until}`,
    after && Prisma.sql`event.id < ${BigInt(after)}`,
  ].filter((condition): condition is Prisma.Sql => typeof condition === 'object')
  return tx.$queryRaw<ListedAuditEvent[]>`
    select event.id::text as id, event.at, event.actor_id as "actorId", event.actor_name as "actorName", event.action,
           event.outcome, event.target_type as "targetType", event.target_id as "targetId", event.detail,
           (select name from connector where connector.tenant_id = ${tenantId}::uuid and connector.id::text = event.target_id)
             as "connectorName"
    from (
      select * from audit_event as event where ${Prisma.join(conditions, ' and ')}
      order by event.id desc limit ${limit}
    ) as event
    order by event.id desc`
}
