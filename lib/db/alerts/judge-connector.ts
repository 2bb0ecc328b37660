import { randomUUID } from 'node:crypto'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { AlertCondition, AlertResolution } from '#lib/domain/alert-kinds.ts'
import { type AlertChannel, type AlertRule, toldChannels } from '#lib/domain/alert-rules.ts'
import { alertsOfRun } from '#lib/domain/alerts-of-run.ts'
import { nextScheduledAt } from '#lib/domain/run-schedule.ts'
import {
  endedStanding,
  lateConditions,
  type OpenAlert,
  standingConditions,
} from '#lib/domain/standing-alerts.ts'
import { findLateRun } from './find-late-run.ts'
import { readEndedRuns } from './read-ended-runs.ts'
import { readStandingFacts } from './read-standing-facts.ts'

type WatchedConnector = {
  id: string
  tenantId: string
  state: string
  scheduleTime: string
  timeZone: string
  since: Date
  changedAt: Date
}

/**
 * Holds the alerts of a connector against what stands in the ledger, and writes what follows from that with its outbox
 * rows. The connector's row is held meanwhile: two workers never judge one at a time.
 */
export async function judgeConnector(
  tx: TenantTransaction,
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
  now: Date,
): Promise<void> {
  const [connector] = await tx.$queryRaw<WatchedConnector[]>`
    select id::text, tenant_id::text as "tenantId", state, schedule_time as "scheduleTime", time_zone as "timeZone",
           coalesce(finished_at, created_at) as since, updated_at as "changedAt"
    from connector
    where id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid and state <> 'draft'
    for no key update`
  if (!connector) return
  if (connector.state === 'deleted') {
    for (const { id } of await listOpen(tx, connector)) await resolve(tx, connector, id, 'lapsed', now)
    return
  }
  for (const run of await readEndedRuns(tx, { tenantId, connectorId }, now)) {
    const { raise: found, resolve: over } = alertsOfRun(run)
    for (const condition of found) await raise(tx, connector, condition, now)
    const ended = (await listOpen(tx, connector)).filter(({ kind }) => over.includes(kind))
    for (const { id } of ended) await resolve(tx, connector, id, 'ended', now)
    await tx.alertJudgedRun.create({ data: { runId: run.id, tenantId }, select: { runId: true } })
  }
  const facts = await readStandingFacts(tx, connector, now)
  const late = await findLateRun(tx, connector, now)
  const conditions = [
    ...lateConditions(late, connector.timeZone),
    ...(facts ? standingConditions(facts) : []),
  ]
  for (const condition of conditions) await raise(tx, connector, condition, now)
  for (const { id, how } of endedStanding(await listOpen(tx, connector), conditions, facts)) {
    await resolve(tx, connector, id, how, now)
  }
}

function listOpen(tx: TenantTransaction, connector: WatchedConnector): Promise<OpenAlert[]> {
  return tx.$queryRaw<OpenAlert[]>`
    select id, kind, subject from alert
    where tenant_id = ${connector.tenantId}::uuid and connector_id = ${connector.id}::uuid and state = 'open'`
}

/** What is open already is not told again: it keeps the newest facts, and counts the runs that found it. */
async function raise(
  tx: TenantTransaction,
  connector: WatchedConnector,
  { kind, subject, runId, facts }: AlertCondition,
  now: Date,
): Promise<void> {
  const { tenantId, id: connectorId } = connector
  const [row] = await tx.$queryRaw<{ id: bigint; isNew: boolean }[]>`
    insert into alert (tenant_id, connector_id, kind, subject, run_id, facts, raised_at, last_seen_at)
    values (${tenantId}::uuid, ${connectorId}::uuid, ${kind}, ${subject}, ${runId}::uuid, ${JSON.stringify(facts)}::jsonb,
      ${now}, ${now})
    on conflict (connector_id, kind, subject) where state = 'open' do update
      set facts = excluded.facts, run_id = excluded.run_id, last_seen_at = excluded.last_seen_at,
        occurrences = alert.occurrences + (alert.run_id is distinct from excluded.run_id)::int
      where alert.run_id is distinct from excluded.run_id or alert.facts <> excluded.facts
    returning id, (xmax = 0) as "isNew"`
  if (!row?.isNew) return
  const rules = await tx.alertRule.findMany({
    where: { tenantId, connectorId },
    select: { kind: true, channel: true, mode: true },
  })
  const channels = await tx.alertChannel.findMany({ where: { tenantId }, select: { channel: true } })
  const told = toldChannels(
    kind,
    channels.map(({ channel }) => channel as AlertChannel),
    rules as AlertRule[],
  )
  await tx.alertDelivery.createMany({
    data: told.map(({ channel, mode }) => ({
      id: randomUUID(),
      tenantId,
      alertId: row.id,
      channel,
      event: 'raised',
      mode,
      nextTryAt: mode === 'digest' ? nextScheduledAt({ ...connector, now }) : now,
    })),
  })
}

/** Whoever was told of it, or is about to be, is told that it is over. That it has lapsed, or is known about, is no news. */
async function resolve(
  tx: TenantTransaction,
  connector: WatchedConnector,
  alertId: bigint,
  how: AlertResolution,
  now: Date,
): Promise<void> {
  const { tenantId } = connector
  await tx.$executeRaw`
    update alert set state = 'resolved', resolved_at = ${now}, resolution = ${how}
    where id = ${alertId} and tenant_id = ${tenantId}::uuid and state = 'open'`
  if (how !== 'ended') return
  const told = await tx.alertDelivery.findMany({
    where: { tenantId, alertId, event: 'raised', state: { not: 'failed' } },
    select: { channel: true, mode: true },
  })
  await tx.alertDelivery.createMany({
    data: told.map(({ channel, mode }) => ({
      id: randomUUID(),
      tenantId,
      alertId,
      channel,
      event: 'resolved',
      mode,
      nextTryAt: mode === 'digest' ? nextScheduledAt({ ...connector, now }) : now,
    })),
    skipDuplicates: true,
  })
}
