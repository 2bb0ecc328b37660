import type { MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import type { MappingEffect, UnmappedPerson } from '#lib/domain/mapping-effect.ts'
import { Prisma } from './generated/client.ts'
import { rowHoldsOn } from './row-holds-on.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

export type TriedMapping = {
  /** A query of the rows, see {@link MappingTarget}. */
  rows: Prisma.Sql
  automatic: boolean
  precedence: MappingPrecedence
}

/** What a mapping would do with the messages of the sample: by which rule each would find a mailbox, if any. */
export async function tryMapping(
  transaction: TenantTransaction,
  key: ConnectorKey,
  tried: TriedMapping,
): Promise<MappingEffect> {
  const [row] = await transaction.$queryRaw<
    Record<`${'items' | 'people'}_${'custom' | 'automatic' | 'none'}`, number>[]
  >`
    with ${ruledPeople(key, tried)},
    item as (select item, min(rank) as rank from ruled group by item),
    person as (select min(rank) as rank, bool_or(is_missed) as is_missed from ruled group by phone, address, opaque_id)
    select (select count(*)::int from item where rank = 1) as items_custom,
           (select count(*)::int from item where rank = 2) as items_automatic,
           (select count(*)::int from item where rank = 3) as items_none,
           (select count(*)::int from person where rank = 1) as people_custom,
           (select count(*)::int from person where rank = 2) as people_automatic,
           (select count(*)::int from person where rank = 3 and is_missed) as people_none`
  return {
    items: {
      custom: row?.items_custom ?? 0,
      automatic: row?.items_automatic ?? 0,
      none: row?.items_none ?? 0,
    },
    people: {
      custom: row?.people_custom ?? 0,
      automatic: row?.people_automatic ?? 0,
      none: row?.people_none ?? 0,
    },
  }
}

/**
 * Whoever has no mailbox and should perhaps have one, those on most messages first: people of the organization's own domains, and
 * whoever stands on a message that would go to nobody. Customers and guests are on most messages, and never get a mailbox.
 */
export function listUnmapped(
  transaction: TenantTransaction,
  key: ConnectorKey,
  tried: TriedMapping,
  limit: number,
): Promise<UnmappedPerson[]> {
  return transaction.$queryRaw<UnmappedPerson[]>`
    with ${ruledPeople(key, tried)}
    select max(display_name) as "displayName", phone, address, opaque_id as "opaqueId", count(distinct item)::int as "itemCount"
    from ruled
    group by phone, address, opaque_id
    having min(rank) = 3 and bool_or(is_missed)
    order by 5 desc, 2, 3, 4 limit ${limit}`
}

/**
 * Rank 1: by the mapping, 2: by address, 3: not at all. Own domains are those in which the directory knows somebody.
 * The first of a person's ids that has a row is the one that counts, as in {@link mappingCandidates}.
 */
function ruledPeople(
  { tenantId, connectorId }: ConnectorKey,
  { rows, automatic, precedence }: TriedMapping,
): Prisma.Sql {
  return Prisma.sql`
    target as materialized (${rows}),
    our_domain as materialized (
      select distinct split_part(address, '@', 2) as domain from site_sample_address
      where connector_id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid and status = 'found'),
    listed as materialized (
      select distinct on (p.item, p.ordinal) p.item, p.ordinal,
             coalesce(t.directory_status, 'found') in ('found', 'disabled') as is_found
      from site_sample_person p
      cross join lateral (values (1, p.phone), (2, p.opaque_id), (3, p.address)) as id (choice, value)
      join target t on t.external_id = id.value and id.value <> ''
        and ${rowHoldsOn('t', Prisma.sql`p.sent_on`)}
      where p.connector_id = ${connectorId}::uuid and p.tenant_id = ${tenantId}::uuid
      order by p.item, p.ordinal, id.choice),
    rated as materialized (
      select p.item, p.display_name, p.phone, p.address, p.opaque_id,
             case when l.is_found then 1
                  when a.status = 'found' and ${automatic}::boolean
                    and (l.item is null or ${precedence}::text = 'custom-first') then 2
                  else 3 end as rank,
             split_part(p.address, '@', 2) in (select domain from our_domain) as is_own_domain
      from site_sample_person p
      left join listed l on l.item = p.item and l.ordinal = p.ordinal
      left join site_sample_address a
        on a.connector_id = p.connector_id and a.address = p.address and a.tenant_id = p.tenant_id
      where p.connector_id = ${connectorId}::uuid and p.tenant_id = ${tenantId}::uuid),
    ruled as materialized (
      select *, is_own_domain or (
        min(rank) over (partition by item) = 3 and (address = '' or phone <> '')) as is_missed
      from rated)`
}
