import type { LocalDate } from '#lib/domain/wall-clock.ts'
import { Prisma } from './generated/client.ts'
import { readAsJson, toInstant } from './read-as-json.ts'
import { uuidList } from './uuid-list.ts'
import type { TenantTransaction } from './with-tenant.ts'

export type SilentPerson = { name: string; lastDay: LocalDate }

/** What is known of a connector's silences, as of the date on which its source was last read. */
export type Silence = {
  /** The last date with a message, when nobody at all has been heard of since for longer than usual. */
  sourceSince: LocalDate | null
  peopleCount: number
  /** Those who fell silent last. */
  people: SilentPerson[]
}

/** Somebody who has been silent for a month after that was told has left, or is known about. */
const TOLD_DAYS = 30
const MOST_NAMED = 5

/**
 * Whose silence is told as of a date, for every page and every alert: silent for longer than usual, for less than a month,
 * and not muted.
 *
 * @param person the alias of a row of capture_days. @param asOf a date.
 */
export function isToldSilent(person: Prisma.Sql, asOf: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${person}.owner <> '' and ${person}.silent_from <= ${asOf}
    and ${person}.silent_from > ${asOf} - ${TOLD_DAYS}::int and not ${isMuted(person, asOf)})`
}

/** Whether somebody has said that a person's silence is known about. */
export function isMuted(person: Prisma.Sql, asOf: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select 1 from muted_silence muted
    where muted.connector_id = ${person}.connector_id and muted.owner = ${person}.owner
      and muted.tenant_id = ${person}.tenant_id and muted.until >= ${asOf})`
}

/** When the source of each connector was last read to the end; a re-drive reads none. */
export async function listLastReads(
  transaction: TenantTransaction,
  tenantId: string,
  connectorIds: string[],
): Promise<Map<string, Date>> {
  const rows = await readAsJson<{ connectorId: string; at: string }>(
    transaction,
    Prisma.sql`
    select wanted.id as "connectorId", newest.resolved_at as at
    from unnest(${uuidList(connectorIds)}) as wanted (id)
    cross join lateral (
      select resolved_at from run
      where tenant_id = ${tenantId}::uuid and connector_id = wanted.id and resolved_at is not null
        and trigger <> 'redrive'
      order by created_at desc limit 1
    ) as newest`,
  )
  return new Map(rows.map(({ connectorId, at }) => [connectorId, toInstant(at)]))
}

/**
 * The silences of connectors, each as of its date; those without any are not in the map. Of the index by connector and date only what is
 * told is read.
 */
export async function listSilences(
  transaction: TenantTransaction,
  tenantId: string,
  connectors: readonly { id: string; asOf: LocalDate }[],
): Promise<Map<string, Silence>> {
  const rows = await readAsJson<{ connectorId: string } & Silence>(
    transaction,
    Prisma.sql`
    select wanted.id as "connectorId", source.last_day as "sourceSince",
           coalesce(silent.count, 0)::int as "peopleCount", coalesce(silent.people, '[]') as people
    from unnest(
      ${uuidList(connectors.map(({ id }) => id))}, string_to_array(${connectors.map(({ asOf }) => asOf).join(',')}, ',')::date[]
    ) as wanted (id, as_of)
    left join capture_days source on source.connector_id = wanted.id and source.owner = ''
      and source.tenant_id = ${tenantId}::uuid and source.silent_from <= wanted.as_of
    left join lateral (
      select count(*) as count,
             jsonb_agg(jsonb_build_object('name', name, 'lastDay', last_day) order by place)
               filter (where place <= ${MOST_NAMED}) as people
      from (
        select coalesce(nullif(display_name, ''), owner) as name, last_day,
               row_number() over (order by silent_from desc, owner) as place
        from capture_days person
        where connector_id = wanted.id and tenant_id = ${tenantId}::uuid
          and ${isToldSilent(Prisma.raw('person'), Prisma.raw('wanted.as_of'))}
      ) as one
    ) as silent on true
    where source.owner is not null or silent.count > 0`,
  )
  return new Map(rows.map(({ connectorId, ...silence }) => [connectorId, silence]))
}
