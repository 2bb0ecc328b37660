import { participantsOf } from '#lib/domain/participant.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { ClaimedRun, ItemRecord, RunLedger, StagedPackage } from './ledger-port.ts'
import { openStagedPackage, type StagedPackagePorts } from './open-staged-package.ts'
import type { MessageFormat, OpenPackage, PackageEntry } from './ports.ts'

export type RecordPorts = StagedPackagePorts & { runs: RunLedger; messages: MessageFormat }

/** Rows a statement: some 500 items with their participants are well under a megabyte, and a few milliseconds. */
const BATCH_ITEMS = 500
/** Exchange takes 500 recipients a message; ten times as many people are not a chat but an attack. */
const MOST_PARTICIPANTS = 5_000
/** Base64 and headers make a message this much larger than what it carries; above that it cannot be within the limit. */
const ENCODING_OVERHEAD = 1.45
const LONGEST_SUBJECT = 1_000
const LONGEST_NAME = 500

/**
 * Reads each message of the staged packages and writes items and participants, in bulk. A message that cannot be
 * read is an item as well: quarantined, with its reason.
 */
export async function recordItems(ports: RecordPorts, run: ClaimedRun): Promise<void> {
  for (const staged of await ports.runs.packagesToRecord(run)) {
    const opened = await openStagedPackage(ports, staged)
    try {
      await recordPackage(ports, run, staged, opened)
    } finally {
      await opened.close()
    }
    await ports.runs.finishPackage(run, staged.packageId, opened.entries.length)
  }
}

async function recordPackage(
  ports: RecordPorts,
  run: ClaimedRun,
  staged: StagedPackage,
  opened: OpenPackage,
) {
  for (let start = 0; start < opened.entries.length; start += BATCH_ITEMS) {
    const batch = opened.entries.slice(start, start + BATCH_ITEMS)
    const items: ItemRecord[] = []
    for (const entry of batch) items.push(await recordEntry(ports, run, opened, entry))
    await ports.runs.saveItems(run, staged.packageId, items)
  }
}

async function recordEntry(
  ports: RecordPorts,
  run: ClaimedRun,
  opened: OpenPackage,
  entry: PackageEntry,
): Promise<ItemRecord> {
  if (entry.sizeBytes > run.connector.itemLimitBytes * ENCODING_OVERHEAD) {
    return unread(entry, 'too-large', `${entry.sizeBytes} bytes`)
  }
  let bytes: Uint8Array
  try {
    bytes = await opened.read(entry)
  } catch (error) {
    return unread(entry, 'unreadable', error instanceof Error ? error.message : null)
  }
  const { headers, kind, content } = ports.messages.inspect(bytes)
  const outcome = outcomeOf(
    headers.teleMessage.has('enc-datakey'),
    kind,
    headers.sentAt,
    run.connector.importSince,
  )
  return {
    entry,
    ...content,
    messageId: headers.messageId && storableText(headers.messageId, LONGEST_SUBJECT),
    kind,
    subject: storableText(headers.subject, LONGEST_SUBJECT),
    sentAt: headers.sentAt,
    ...outcome,
    detail: null,
    participants: participantsOf(headers)
      .slice(0, MOST_PARTICIPANTS)
      .map((person) => ({ ...person, displayName: storableText(person.displayName, LONGEST_NAME) }))
      .map((person) => ({ ...person, opaqueId: storableText(person.opaqueId, LONGEST_NAME) }))
      .map((person) => ({ ...person, address: storableText(person.address, LONGEST_NAME) })),
  }
}

function outcomeOf(isEncrypted: boolean, kind: ItemRecord['kind'], sentAt: Date | null, importSince: Date) {
  if (kind === 'system-event') return { state: 'system-event' as const, reason: null }
  if (sentAt && sentAt < importSince) return { state: 'before-start' as const, reason: null }
  if (isEncrypted) return { state: 'quarantined' as const, reason: 'encrypted' }
  return { state: 'recorded' as const, reason: null }
}

function unread(entry: PackageEntry, reason: string, detail: string | null): ItemRecord {
  return {
    entry,
    archiveMessageId: '',
    contentSha256: null,
    messageId: null,
    kind: null,
    subject: '',
    sentAt: null,
    state: 'quarantined',
    reason,
    detail: detail && storableText(detail, LONGEST_SUBJECT),
    participants: [],
  }
}
