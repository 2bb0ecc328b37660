import { Prisma } from '#lib/db/generated/client.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import {
  type ArchivedPerson,
  type Mute,
  PERSON_STATES,
  type PeopleTotals,
  type PersonMapping,
  type PersonState,
  SHOWN_DAYS,
} from '#lib/domain/archived-person.ts'
import type { PersonPlace } from '#lib/domain/people-query.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'
import { type ConnectorKey, peopleOf } from './people-of-connector.ts'

export type PeopleChoice = {
  asOf: LocalDate
  search?: string | undefined
  state?: PersonState | undefined
  mapping?: PersonMapping | undefined
  after: PersonPlace | null
  limit: number
}

type Row = Omit<ArchivedPerson, 'mute'> & { mute: (Omit<Mute, 'at'> & { at: string }) | null }

/** Who is archived, who needs attention first: one page of those that the choice finds, and the totals of all. */
export async function listPeople(
  tx: TenantTransaction,
  key: ConnectorKey,
  choice: PeopleChoice,
): Promise<{ people: ArchivedPerson[]; found: number; totals: PeopleTotals }> {
  const { asOf, after } = choice
  const order = Prisma.sql`array_position(${[...PERSON_STATES]}::text[], state)`
  // Whoever was heard of last comes first, so that dates count from the reading backwards.
  const idle = Prisma.sql`(${asOf}::text::date - last_day)`
  const place = after
    ? Prisma.sql`(${order}, ${idle}, owner) > (${PERSON_STATES.indexOf(after.state) + 1}::int,
        ${asOf}::text::date - ${after.lastDay}::text::date, ${after.owner})`
    : Prisma.sql`true`
  const [answer] = await tx.$queryRaw<{ people: Row[] | null; found: number; totals: PeopleTotals }[]>`
    ${peopleOf(key, asOf)},
    found as (select * from people where ${Prisma.join(conditions(choice), ' and ')}),
    page as (select * from found where ${place} order by ${order}, ${idle}, owner limit ${choice.limit})
    select
      (select jsonb_agg(jsonb_build_object(
         'owner', owner, 'displayName', display_name, 'mapping', mapping, 'reason', reason, 'state', state,
         'lastDay', last_day,
         'mailbox', case when mailbox_id is null then null
                         else jsonb_build_object('address', address, 'displayName', mailbox_name) end,
         'failing', case when failing_count is null then null
                         else jsonb_build_object('count', failing_count, 'reason', failing_reason) end,
         'days', array(select day from unnest(days) as day
                       where day > ${asOf}::text::date - ${SHOWN_DAYS}::int and day <= ${asOf}::text::date order by day),
         'mute', case when mute_until is null then null
                      else jsonb_build_object('reason', mute_reason, 'until', mute_until, 'by', muted_by, 'at', muted_at) end
       ) order by ${order}, ${idle}, owner) from page) as people,
      (select count(*)::int from found) as found,
      (select jsonb_build_object('people', count(*), 'withoutMailbox', count(*) filter (where mapping = 'none'),
         ${Prisma.join(PERSON_STATES.map((state) => Prisma.sql`${state}::text, count(*) filter (where state = ${state})`))})
       from people) as totals`
  if (!answer) throw new Error('A query of aggregates has one row.')
  const people = (answer.people ?? []).map(({ mute, ...person }) => ({
    ...person,
    mute: mute && { ...mute, at: new Date(mute.at) },
  }))
  return { people, found: answer.found, totals: answer.totals }
}

function conditions({ search, state, mapping }: PeopleChoice): Prisma.Sql[] {
  return [
    Prisma.sql`true`,
    ...(search ? [matches(search)] : []),
    ...(state ? [Prisma.sql`state = ${state}`] : []),
    ...(mapping ? [Prisma.sql`mapping = ${mapping}`] : []),
  ]
}

/** By name, number, id, or mailbox; a number in any of the ways that numbers are written. */
function matches(search: string): Prisma.Sql {
  const text = search.toLowerCase()
  const digits = text.replace(/[\s()+-]/g, '')
  const places = [
    Prisma.sql`position(${text} in lower(display_name)) > 0`,
    Prisma.sql`position(${text} in owner) > 0`,
    Prisma.sql`position(${text} in lower(coalesce(address, ''))) > 0`,
    Prisma.sql`position(${text} in lower(coalesce(mailbox_name, ''))) > 0`,
    ...(/^\d{3,}$/.test(digits)
      ? [Prisma.sql`position(${digits} in regexp_replace(owner, '[^0-9]', '', 'g')) > 0`]
      : []),
  ]
  return Prisma.sql`(${Prisma.join(places, ' or ')})`
}
