import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { severityOf } from '#lib/domain/alert-kinds.ts'
import type { ChannelKey, TakenMessage } from '#lib/sync/ledger/alert-ledger.ts'
import type { AlertMessage, AlertNotice } from '#lib/sync/ports/alert-sender.ts'

/** As many as a worker can send while they are its own; the next job brings the rest. */
const MOST_SINGLE = 10
/** A digest with more than that is read by nobody. */
const MOST_IN_DIGEST = 100

type Row = Omit<AlertNotice, 'severity'> & { deliveryId: string; mode: string; attempts: number }

/**
 * Takes what is due in a channel until a time: each alert that is told at once is a message, and all of the digest
 * together are one.
 */
export async function takeDue(
  tx: TenantTransaction,
  { tenantId, channel }: ChannelKey,
  now: Date,
  until: Date,
): Promise<TakenMessage[]> {
  const rows = await tx.$queryRaw<Row[]>`
    with due as (
      select id from alert_delivery
      where tenant_id = ${tenantId}::uuid and channel = ${channel} and state = 'waiting' and next_try_at <= ${now}
        and mode = 'at-once'
      order by next_try_at, alert_id
      limit ${MOST_SINGLE}
      for update skip locked
    ), due_digest as (
      select id from alert_delivery
      where tenant_id = ${tenantId}::uuid and channel = ${channel} and state = 'waiting' and next_try_at <= ${now}
        and mode = 'digest'
      order by next_try_at, alert_id
      limit ${MOST_IN_DIGEST}
      for update skip locked
    ), taken as (
      update alert_delivery d set attempts = d.attempts + 1, next_try_at = ${until}
      where d.id in (select id from due union all select id from due_digest)
      returning d.id, d.alert_id, d.event, d.mode, d.attempts
    )
    select taken.id::text as "deliveryId", taken.mode, taken.attempts, taken.event, a.id::text as "alertId", a.kind,
      a.connector_id::text as "connectorId", c.name as "connectorName", c.time_zone as "timeZone",
      a.run_id::text as "runId", a.facts, a.raised_at as "raisedAt", a.resolved_at as "resolvedAt", a.resolution
    from taken join alert a on a.id = taken.alert_id join connector c on c.id = a.connector_id
    order by a.id, taken.event`
  const single = rows.filter(({ mode }) => mode === 'at-once')
  const digest = rows.filter(({ mode }) => mode === 'digest')
  const messages = single.map((row) => messageOf('alert', [row], now))
  if (digest.length > 0) messages.push(messageOf('digest', digest, now))
  return messages
}

function messageOf(kind: AlertMessage['kind'], rows: Row[], sentAt: Date): TakenMessage {
  return {
    message: {
      // Of the outbox row, so that it is the same when it is sent again.
      id: rows[0]?.deliveryId ?? '',
      kind,
      sentAt,
      notices: rows.map(({ deliveryId: _id, mode: _mode, attempts: _attempts, ...notice }) => ({
        ...notice,
        severity: severityOf(notice.kind),
      })),
    },
    deliveryIds: rows.map(({ deliveryId }) => deliveryId),
    attempts: Math.max(...rows.map(({ attempts }) => attempts)),
  }
}
