import {
  type Acknowledgement,
  DELIVERABLE_VERDICTS,
  type WaitingGroup,
  type WaitingTotals,
  type WaitingVerdict,
} from '#lib/domain/waiting.ts'
import type { GroupPlace } from '#lib/domain/waiting-query.ts'
import type { TenantTransaction } from '../with-tenant.ts'
import { findAcknowledgements } from './acknowledgements.ts'
import { type ConnectorKey, GROUP_KEY, PERSON_SUBJECT, readWaiting, waitingItems } from './waiting-items.ts'

type GroupRow = {
  key: string
  subject: string
  reason: string
  displayName: string
  phone: string
  address: string
  opaqueId: string
  verdict: WaitingVerdict
  mailbox: string | null
  version: number | null
  problem: string | null
  itemCount: number
  sizeBytes: number
  firstAt: string | null
  lastAt: string | null
}

type Totals = Omit<WaitingTotals, 'since'> & { since: string | null }

/** What waits, by reason and person, what waits most first: one page of it, and the totals of all. */
export async function listWaitingGroups(
  tx: TenantTransaction,
  key: ConnectorKey,
  page: { search: string | undefined; after: GroupPlace | null; limit: number },
): Promise<{ groups: WaitingGroup[]; found: number; totals: WaitingTotals }> {
  const search = page.search?.toLowerCase() ?? ''
  const digits = search.replace(/[\s()+-]/g, '')
  const [row] = await readWaiting(
    tx,
    () => tx.$queryRaw<{ groups: GroupRow[] | null; found: number; totals: Totals }[]>`
    ${waitingItems(key)},
    grouped as materialized (
      select reason, phone, address, opaque_id, verdict, mailbox, version, problem, max(display_name) as display_name,
             count(*)::int as items, sum(size_bytes) as size_bytes, min(sent_at) as first_at, max(sent_at) as last_at,
             verdict = any(${[...DELIVERABLE_VERDICTS]}::text[]) as is_deliverable
      from listed group by 1, 2, 3, 4, 5, 6, 7, 8),
    keyed as materialized (
      select *, ${GROUP_KEY} as key, ${PERSON_SUBJECT} as subject from grouped
      where ${search} = '' or position(${search} in lower(display_name)) > 0 or position(${search} in address) > 0
        or position(${search} in opaque_id) > 0 or (${digits} <> '' and position(${digits} in phone) > 0)),
    page as (
      select * from keyed
      where ${page.after?.itemCount ?? null}::int is null
        or items < ${page.after?.itemCount ?? null}::int
        or (items = ${page.after?.itemCount ?? null}::int and key > ${page.after?.key ?? ''})
      order by items desc, key limit ${page.limit})
    select
      (select jsonb_agg(jsonb_build_object('key', key, 'subject', subject, 'reason', reason, 'displayName', display_name,
         'phone', phone, 'address', address, 'opaqueId', opaque_id, 'verdict', verdict, 'mailbox', mailbox,
         'version', version, 'problem', problem, 'itemCount', items, 'sizeBytes', size_bytes, 'firstAt', first_at,
         'lastAt', last_at) order by items desc, key) from page) as groups,
      (select count(*)::int from keyed) as found,
      (select jsonb_build_object(
         'items', coalesce(sum(items), 0), 'since', min(first_at), 'groups', count(*),
         'deliverable', jsonb_build_object(
           'items', coalesce(sum(items) filter (where is_deliverable), 0),
           'people', count(distinct (phone, address, opaque_id)) filter (where is_deliverable)),
         'withoutUser', jsonb_build_object(
           'items', coalesce(sum(items) filter (where is_without_user), 0),
           'people', count(distinct (phone, address, opaque_id)) filter (where is_without_user)),
         'overLimit', jsonb_build_object(
           'items', coalesce(sum(items) filter (where is_over_limit), 0),
           'sizeBytes', coalesce(sum(size_bytes) filter (where is_over_limit), 0)),
         'others', coalesce(sum(items) filter (where not is_deliverable and not is_without_user and not is_over_limit), 0))
       from (select *, not is_deliverable and verdict <> 'run-under-way'
                         and reason in ('no-valid-user', 'directory-unanswered', 'names-nobody') as is_without_user,
                    not is_deliverable and verdict <> 'run-under-way' and reason = 'too-large' as is_over_limit
             from grouped) as sorted) as totals`,
  )
  if (!row) throw new Error('A select without a table gave no row.')
  const rows = row.groups ?? []
  const acknowledged = await findAcknowledgements(
    tx,
    key,
    rows.map(({ subject }) => subject),
  )
  return {
    groups: rows.map((group) => toGroup(group, acknowledged.get(group.subject) ?? null)),
    found: row.found,
    totals: { ...row.totals, since: toDate(row.totals.since) },
  }
}

function toGroup(row: GroupRow, acknowledged: Acknowledgement | null): WaitingGroup {
  const {
    displayName,
    phone,
    address,
    opaqueId,
    verdict,
    mailbox,
    version,
    problem,
    firstAt,
    lastAt,
    ...rest
  } = row
  return {
    ...rest,
    person: { displayName, phone, address, opaqueId },
    fate: { verdict, mailbox, version, problem },
    firstAt: toDate(firstAt),
    lastAt: toDate(lastAt),
    acknowledged,
  }
}

/** In JSON a moment is a text. */
function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
