import { captureOwnerOf } from '#lib/domain/capture-owner.ts'
import { judgeDecodedSize, judgeRawSize, MOST_PARTICIPANTS } from '#lib/domain/item-limits.ts'
import { type Participant, participantsOf } from '#lib/domain/participant.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { ClaimedRun, ItemRecord } from './ledger-port.ts'
import type { Log, MessageFormat, OpenPackage, PackageEntry } from './ports.ts'
import { codeOf } from './sync-error.ts'

export type ReadItemPorts = { messages: MessageFormat; log: Log }

export type QuarantineReason = 'unreadable' | 'encrypted' | 'too-large' | 'too-many-participants'

type Outcome = Pick<ItemRecord, 'state' | 'reason' | 'detail'>

/** Texts of a message are kept for display and search only; the evidence is the staged package. */
const LONGEST_TEXT = 1_000
const LONGEST_NAME = 500

/**
 * Reads one message of a package and says what becomes of it. Whatever the message is, this ends in an item.
 *
 * @throws when this machine, and not the message, is at fault (a disk that cannot be read): the run tries again.
 */
export async function readItem(
  ports: ReadItemPorts,
  connector: Pick<ClaimedRun['connector'], 'importSince' | 'itemLimitBytes'>,
  opened: OpenPackage,
  entry: PackageEntry,
): Promise<ItemRecord> {
  const read = await readEntry(opened, entry)
  if (!read.ok) return unread(entry, read.detail)
  const inspected = inspect(ports, read.bytes)
  if (!inspected) return unread(entry, 'The message could not be read.')
  const { headers, content, kind, participants } = inspected
  return {
    entry,
    ...content,
    messageId: headers.messageId && storableText(headers.messageId, LONGEST_TEXT),
    kind,
    subject: storableText(headers.subject, LONGEST_TEXT),
    sentAt: headers.sentAt,
    captureOwner: storableText(captureOwnerOf(headers), LONGEST_NAME),
    ...(await outcomeOf(ports, connector, inspected, read.bytes)),
    participants: participants.length > MOST_PARTICIPANTS ? [] : participants.map(storable),
  }
}

async function readEntry(
  opened: OpenPackage,
  entry: PackageEntry,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; detail: string }> {
  try {
    return { ok: true, bytes: await opened.read(entry) }
  } catch (error) {
    // Only what the package itself is guilty of may be written down as the message's fate.
    if (codeOf(error) !== 'package_damaged') throw error
    return { ok: false, detail: error instanceof Error ? error.message : 'The entry is damaged.' }
  }
}

type Inspected = ReturnType<MessageFormat['inspect']> & { participants: Participant[] }

/** Null when our own code fails on a message: the others must not wait for a repair, and this one is shown. */
function inspect(ports: ReadItemPorts, bytes: Uint8Array): Inspected | null {
  try {
    const inspected = ports.messages.inspect(bytes)
    return { ...inspected, participants: participantsOf(inspected.headers) }
  } catch (error) {
    ports.log.warn({ code: codeOf(error), sizeBytes: bytes.length }, 'a message could not be inspected')
    return null
  }
}

async function outcomeOf(
  ports: ReadItemPorts,
  connector: Pick<ClaimedRun['connector'], 'importSince' | 'itemLimitBytes'>,
  { headers, kind, headerFault, participants }: Inspected,
  bytes: Uint8Array,
): Promise<Outcome> {
  if (headerFault !== null) return quarantined('unreadable', headerFault)
  if (kind === 'system-event') return { state: 'system-event', reason: null, detail: null }
  if (headers.sentAt && headers.sentAt < connector.importSince)
    return { state: 'before-start', reason: null, detail: null }
  if (headers.teleMessage.has('enc-datakey')) return quarantined('encrypted', null)
  if (participants.length > MOST_PARTICIPANTS) {
    const detail = `The message names ${participants.length} people; ${MOST_PARTICIPANTS} are the limit.`
    return quarantined('too-many-participants', detail)
  }
  return judgeSize(ports, bytes, connector.itemLimitBytes)
}

/** Decodes only what may be over the limit: most messages are a thousandth of it. */
async function judgeSize(ports: ReadItemPorts, bytes: Uint8Array, limitBytes: number): Promise<Outcome> {
  const recorded: Outcome = { state: 'recorded', reason: null, detail: null }
  const raw = judgeRawSize(bytes.length, limitBytes)
  if (raw === 'within-limit') return recorded
  if (raw !== 'decode-to-know') return quarantined('too-large', raw.detail)
  try {
    const decoded = judgeDecodedSize(await ports.messages.decode(bytes), limitBytes)
    return decoded === 'within-limit' ? recorded : quarantined('too-large', decoded.detail)
  } catch (error) {
    return quarantined('unreadable', error instanceof Error ? error.message : null)
  }
}

function quarantined(reason: QuarantineReason, detail: string | null): Outcome {
  return { state: 'quarantined', reason, detail: detail && storableText(detail, LONGEST_TEXT) }
}

function storable(person: Participant): Participant {
  return {
    ...person,
    displayName: storableText(person.displayName, LONGEST_NAME),
    opaqueId: storableText(person.opaqueId, LONGEST_NAME),
    address: storableText(person.address, LONGEST_NAME),
  }
}

/** An entry without content has no identity: it is never taken for a repeat of another. */
function unread(entry: PackageEntry, detail: string): ItemRecord {
  return {
    entry,
    archiveMessageId: '',
    contentSha256: null,
    messageId: null,
    kind: null,
    subject: '',
    sentAt: null,
    captureOwner: '',
    ...quarantined('unreadable', detail),
    participants: [],
  }
}
