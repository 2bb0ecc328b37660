import { Prisma } from '#lib/db/generated/client.ts'
import { isToldSilent } from '#lib/db/silent-people.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'

export type PeopleCount = { people: number; silent: number; withoutMailbox: number }

/** How many people each connector archives, and how many of them need attention, each connector as of its date. */
export async function countPeople(
  tx: TenantTransaction,
  tenantId: string,
  connectors: readonly { id: string; asOf: LocalDate }[],
): Promise<Map<string, PeopleCount>> {
  const rows = await tx.$queryRaw<({ id: string } & PeopleCount)[]>`
    select person.connector_id::text as id, count(*)::int as people,
           count(*) filter (where ${isToldSilent(Prisma.raw('person'), Prisma.raw('wanted.as_of'))})::int as silent,
           count(*) filter (where person.mailbox_id is null and person.resolution is not null)::int as "withoutMailbox"
    from unnest(
      ${connectors.map(({ id }) => id)}::uuid[], ${connectors.map(({ asOf }) => asOf)}::text[]::date[]
    ) as wanted (id, as_of)
    join capture_days person on person.connector_id = wanted.id
    where person.tenant_id = ${tenantId}::uuid and person.owner <> ''
    group by 1`
  return new Map(rows.map(({ id, ...count }) => [id, count]))
}
