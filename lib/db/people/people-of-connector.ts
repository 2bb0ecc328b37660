import { Prisma } from '#lib/db/generated/client.ts'
import { isToldSilent } from '#lib/db/silent-people.ts'
import { MAILBOX_REASONS } from '#lib/domain/alerts-of-run.ts'
import type { PersonState } from '#lib/domain/archived-person.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'

export type ConnectorKey = { tenantId: string; connectorId: string }

/** Of rows of capture_days as `person`, with `failing` and `mute` beside them, the state as of a date: see archived-person.ts. */
function personState(asOf: Prisma.Sql): Prisma.Sql {
  const person = Prisma.raw('person')
  const states: [Prisma.Sql, PersonState][] = [
    [isToldSilent(person, asOf), 'silent'],
    [Prisma.sql`failing.count > 0`, 'mailbox-problem'],
    [Prisma.sql`person.silent_from <= ${asOf} and mute.until is not null`, 'muted'],
    [Prisma.sql`person.silent_from <= ${asOf}`, 'gone'],
    [Prisma.sql`person.last_day < ${asOf} - 1`, 'quiet'],
  ]
  const branches = states.map(([condition, state]) => Prisma.sql`when ${condition} then ${state}`)
  return Prisma.sql`case ${Prisma.join(branches, ' ')} else 'writing' end`
}

/** The archived people of a connector, each with its state, as the table `people` of a query that begins so. */
export function peopleOf({ tenantId, connectorId }: ConnectorKey, asOf: LocalDate): Prisma.Sql {
  return Prisma.sql`
    with failing as materialized (
      select delivery.mailbox_id, count(*)::int as count, mode() within group (order by delivery.reason) as reason
      from delivery
      where delivery.tenant_id = ${tenantId}::uuid and delivery.state = 'failed'
        and delivery.reason = any(${[...MAILBOX_REASONS]}::text[])
        and delivery.run_id = (
          select id from run
          where tenant_id = ${tenantId}::uuid and connector_id = ${connectorId}::uuid and resolved_at is not null
            and trigger <> 'redrive'
          order by created_at desc limit 1)
      group by 1),
    people as materialized (
      select person.owner, person.display_name, person.days, person.last_day, person.reason, person.mailbox_id,
             mailbox.address, mailbox.display_name as mailbox_name,
             case when person.resolution is null then 'unknown' when person.mailbox_id is null then 'none'
                  else person.resolution end as mapping,
             ${personState(Prisma.sql`${asOf}::text::date`)} as state,
             failing.count as failing_count, failing.reason as failing_reason,
             mute.reason as mute_reason, mute.until as mute_until, mute.muted_by, mute.muted_at
      from capture_days person
      left join mailbox on mailbox.id = person.mailbox_id and mailbox.tenant_id = person.tenant_id
      left join failing on failing.mailbox_id = person.mailbox_id
      left join muted_silence mute on mute.connector_id = person.connector_id and mute.owner = person.owner
        and mute.tenant_id = person.tenant_id and mute.until >= ${asOf}::text::date
      where person.connector_id = ${connectorId}::uuid and person.tenant_id = ${tenantId}::uuid and person.owner <> '')`
}
