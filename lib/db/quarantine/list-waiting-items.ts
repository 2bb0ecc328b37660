import type { Acknowledgement, WaitingItem, WaitingVerdict } from '#lib/domain/waiting.ts'
import { Prisma } from '../generated/client.ts'
import type { TenantTransaction } from '../with-tenant.ts'
import { findAcknowledgements } from './acknowledgements.ts'
import { type ConnectorKey, GROUP_KEY, PERSON_SUBJECT, readWaiting, waitingItems } from './waiting-items.ts'

type ItemRow = Omit<WaitingItem, 'person' | 'fate' | 'acknowledged'> & {
  personSubject: string
  displayName: string
  phone: string
  address: string
  opaqueId: string
  verdict: WaitingVerdict
  mailbox: string | null
  version: number | null
  problem: string | null
}

/** What waits, item by item, the newest in the ledger first; all of it, of one group, or of whom a search finds. */
export async function listWaitingItems(
  tx: TenantTransaction,
  key: ConnectorKey,
  page: { group?: string | undefined; search?: string | undefined; after: bigint | null; limit: number },
): Promise<WaitingItem[]> {
  const search = page.search?.toLowerCase() ?? ''
  const digits = search.replace(/[\s()+-]/g, '')
  const behind = page.after === null ? Prisma.empty : Prisma.sql`and i.id < ${page.after}`
  // Without a choice among them only those of the page need their people looked up.
  const window = page.group || search ? behind : Prisma.sql`${behind} order by i.id desc limit ${page.limit}`
  const rows = await readWaiting(
    tx,
    () => tx.$queryRaw<ItemRow[]>`
    ${waitingItems(key, window)}
    select l.id::text as id, l.drive_run_id as "runId", 'item:' || l.id as subject, i.subject as title,
           i.archive_message_id as "archiveMessageId", l.reason, l.size_bytes::float8 as "sizeBytes", l.sent_at as "sentAt",
           l.display_name as "displayName", l.phone, l.address, l.opaque_id as "opaqueId", l.verdict, l.mailbox, l.version,
           l.problem, ${PERSON_SUBJECT} as "personSubject"
    from (
      select * from listed
      where (${page.group ?? null}::text is null or ${GROUP_KEY} = ${page.group ?? null}::text)
        and (${search} = '' or position(${search} in lower(display_name)) > 0 or position(${search} in address) > 0
          or position(${search} in opaque_id) > 0 or (${digits} <> '' and position(${digits} in phone) > 0))
      order by id desc limit ${page.limit}) l
    cross join lateral (select subject, archive_message_id from item where id = l.id offset 0) i
    order by l.id desc`,
  )
  const notes = await findAcknowledgements(
    tx,
    key,
    rows.flatMap(({ subject, personSubject }) => [subject, personSubject]),
  )
  return rows.map((row) => toItem(row, newest(notes.get(row.subject), notes.get(row.personSubject))))
}

/** An item may have a note of its own and one of its person. */
function newest(...[own, ofPerson]: (Acknowledgement | undefined)[]): Acknowledgement | null {
  if (own && ofPerson) return own.at > ofPerson.at ? own : ofPerson
  return own ?? ofPerson ?? null
}

function toItem(row: ItemRow, acknowledged: Acknowledgement | null): WaitingItem {
  const {
    displayName,
    phone,
    address,
    opaqueId,
    verdict,
    mailbox,
    version,
    problem,
    personSubject: _,
    ...rest
  } = row
  return {
    ...rest,
    person: { displayName, phone, address, opaqueId },
    fate: { verdict, mailbox, version, problem },
    acknowledged,
  }
}
