import type { DeliveryState } from '#lib/domain/delivery-state.ts'
import type { TenantTransaction } from '../with-tenant.ts'
import type { RunItemPlace } from './list-run-items.ts'

export type StoryPerson = {
  role: 'from' | 'to' | 'cc' | 'bcc'
  displayName: string
  phone: string
  address: string
  opaqueId: string
  /** custom, automatic, designated-mailbox, unresolved; null: not asked for yet */
  resolution: string | null
  reason: string | null
  mailbox: string | null
  mailboxName: string | null
  /** The row of the mapping that was in force when the run asked, for who went by one. */
  mappedBy: { version: number; line: number | null } | null
}

export type StoryDelivery = {
  mailbox: string
  mailboxName: string
  state: DeliveryState
  reason: string | null
  detail: string | null
  attempts: number
  lookups: number
  attemptedAt: Date | null
  finishedAt: Date | null
  notBefore: Date | null
  graphMessageId: string | null
  /** The run that counts it: a re-drive takes over what had failed. */
  runId: string
}

export type StoryLink = {
  kind: 're-export' | 'sibling' | 'original'
  itemId: string
  runId: string
  sentAt: Date | null
}

export type StoryRun = { id: string; createdAt: Date }

export type ItemStory = {
  itemId: string
  /** Of its first row in the list of a run. */
  place: RunItemPlace
  subject: string
  kind: string | null
  sentAt: Date | null
  state: string
  reason: string | null
  detail: string | null
  archiveMessageId: string
  messageId: string | null
  contentSha256: string | null
  sizeBytes: number
  /** Whose archive has captured it, as the message names them; empty when it does not. */
  captureOwner: string
  /** What a recalled or edited message says that it is about, whether or not that is here. */
  originalArchiveMessageId: string | null
  entryName: string
  package: { name: string; entryCount: number | null; sha256: string; stagedAt: Date }
  readBy: StoryRun
  drivenBy: StoryRun
  people: StoryPerson[]
  deliveries: StoryDelivery[]
  links: StoryLink[]
}

/** A message to a group of thousands is told by its first people. */
const MOST_PEOPLE = 200

/** All that the ledger knows of an item. Null unless this run read it or took it again. */
export async function findItemStory(
  tx: TenantTransaction,
  key: { tenantId: string; connectorId: string; runId: string; itemId: bigint },
): Promise<ItemStory | null> {
  const { tenantId, connectorId, runId, itemId } = key
  const item = await tx.item.findFirst({
    where: { id: itemId, tenantId, connectorId, OR: [{ runId }, { driveRunId: runId }] },
    include: {
      package: { select: { name: true, entryCount: true, sha256: true, stagedAt: true } },
      run: { select: { id: true, createdAt: true } },
      driveRun: { select: { id: true, createdAt: true } },
    },
  })
  if (!item) return null
  return {
    itemId: String(item.id),
    place: { packageId: item.packageId, entryIndex: item.entryIndex, mailboxId: 0n },
    subject: item.subject,
    kind: item.kind,
    sentAt: item.sentAt,
    state: item.state,
    reason: item.reason,
    detail: item.detail,
    archiveMessageId: item.archiveMessageId,
    messageId: item.messageId,
    contentSha256: item.contentSha256 && Buffer.from(item.contentSha256).toString('hex'),
    sizeBytes: Number(item.sizeBytes),
    captureOwner: item.captureOwner,
    originalArchiveMessageId: item.originalArchiveMessageId,
    entryName: item.entryName,
    package: { ...item.package, sha256: Buffer.from(item.package.sha256).toString('hex') },
    readBy: item.run,
    drivenBy: item.driveRun,
    people: await listPeople(tx, key),
    deliveries: await listDeliveries(tx, key),
    links: await listLinks(tx, tenantId, item),
  }
}

/**
 * The row of a mapping is the one that was in force when the run that drives the item was asked for: a participant does
 * not keep it. Where the rows of that time differ from what was done, none is named. A repeat has the people of the item that it
 * repeats.
 */
function listPeople(
  tx: TenantTransaction,
  { tenantId, connectorId, itemId }: { tenantId: string; connectorId: string; itemId: bigint },
): Promise<StoryPerson[]> {
  return tx.$queryRaw<StoryPerson[]>`
    select p.role, p.display_name as "displayName", p.phone, p.address, p.opaque_id as "opaqueId", p.resolution, p.reason,
      m.address as mailbox, m.display_name as "mailboxName",
      case when p.resolution = 'custom' then (
        select jsonb_build_object('version', row.added_in, 'line', row.line)
        from user_mapping_row row
        join user_mapping_version added on added.connector_id = row.connector_id and added.number = row.added_in
        left join user_mapping_version removed on removed.connector_id = row.connector_id and removed.number = row.removed_in
        where row.connector_id = ${connectorId}::uuid and row.tenant_id = ${tenantId}::uuid
          and row.external_id <> '' and row.external_id in (p.phone, p.address, p.opaque_id)
          and added.created_at <= coalesce(r.resolved_at, now())
          and (removed.created_at is null or removed.created_at > coalesce(r.resolved_at, now()))
          and (row.object_id is null or row.object_id = m.object_id)
        order by row.added_in desc, row.id limit 1) end as "mappedBy"
    from item i
    join participant p on p.item_id = coalesce(i.repeat_of_id, i.id)
    join run r on r.id = i.drive_run_id
    left join mailbox m on m.id = p.mailbox_id and m.tenant_id = ${tenantId}::uuid
    where i.id = ${itemId} and p.tenant_id = ${tenantId}::uuid
    order by array_position(array['from', 'to', 'cc', 'bcc'], p.role), p.ordinal
    limit ${MOST_PEOPLE}`
}

function listDeliveries(
  tx: TenantTransaction,
  { tenantId, itemId }: { tenantId: string; itemId: bigint },
): Promise<StoryDelivery[]> {
  return tx.$queryRaw<StoryDelivery[]>`
    select m.address as mailbox, m.display_name as "mailboxName", d.state, d.reason, d.detail, d.attempts, d.lookups,
      d.attempted_at as "attemptedAt", d.finished_at as "finishedAt", d.not_before as "notBefore",
      d.graph_message_id as "graphMessageId", d.run_id as "runId"
    from delivery d join mailbox m on m.id = d.mailbox_id
    where d.item_id = ${itemId} and d.tenant_id = ${tenantId}::uuid
    order by m.address`
}

async function listLinks(
  tx: TenantTransaction,
  tenantId: string,
  item: { repeatOfId: bigint | null; repeatKind: string | null; originalId: bigint | null },
): Promise<StoryLink[]> {
  const wanted = [
    item.repeatOfId !== null && {
      id: item.repeatOfId,
      kind: item.repeatKind === 'sibling' ? 'sibling' : 're-export',
    },
    item.originalId !== null && { id: item.originalId, kind: 'original' },
  ].filter((link) => link !== false) as { id: bigint; kind: StoryLink['kind'] }[]
  const found = await tx.item.findMany({
    where: { tenantId, id: { in: wanted.map(({ id }) => id) } },
    select: { id: true, driveRunId: true, sentAt: true },
  })
  return wanted.flatMap(({ id, kind }) => {
    const other = found.find((one) => one.id === id)
    return other ? [{ kind, itemId: String(id), runId: other.driveRunId, sentAt: other.sentAt }] : []
  })
}
