import { captureOwnerOf } from '#lib/domain/capture-owner.ts'
import { chooseDropped, type OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import {
  type DecodedSizes,
  decodedSizesOf,
  judgeDecodedSize,
  judgeRawSize,
  MOST_PARTICIPANTS,
  STREAMED_ABOVE_RAW_BYTES,
} from '#lib/domain/item-limits.ts'
import { type Participant, participantsOf } from '#lib/domain/participant.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { ClaimedRun, ItemRecord } from './ledger/run-ledger.ts'
import type { Log } from './ports/log.ts'
import type { InspectedMessage, MessageFormat } from './ports/message-format.ts'
import type { OpenPackage, PackageEntry } from './ports/package-format.ts'
import { codeOf } from './sync-error.ts'

export type ReadItemPorts = { messages: MessageFormat; log: Log }

export type QuarantineReason = 'unreadable' | 'encrypted' | 'too-large' | 'too-many-participants'

type Outcome = Pick<ItemRecord, 'state' | 'reason' | 'detail'>

/** Texts of a message are kept for display and search only; the evidence is the staged package. */
const LONGEST_TEXT = 1_000
const LONGEST_NAME = 500

export type ConnectorLimits = Pick<ClaimedRun['connector'], 'importSince' | 'itemLimitBytes'> & {
  /** Without it nothing over the limit is imported. */
  overLimit?: OverLimitPolicy
}

/**
 * Reads one message of a package and says what becomes of it. Whatever the message is, this ends in an item.
 *
 * @throws when this machine, and not the message, is at fault (a disk that cannot be read): the run tries again.
 */
export async function readItem(
  ports: ReadItemPorts,
  connector: ConnectorLimits,
  opened: OpenPackage,
  entry: PackageEntry,
): Promise<ItemRecord> {
  const read =
    entry.sizeBytes > STREAMED_ABOVE_RAW_BYTES
      ? await readLarge(ports, opened, entry)
      : await readSmall(ports, opened, entry)
  if (!read.ok) return unread(entry, read.detail)
  const { headers, content, kind, participants } = read.inspected
  return {
    entry,
    ...content,
    messageId: headers.messageId && storableText(headers.messageId, LONGEST_TEXT),
    kind,
    subject: storableText(headers.subject, LONGEST_TEXT),
    sentAt: headers.sentAt,
    captureOwner: storableText(captureOwnerOf(headers), LONGEST_NAME),
    ...(await outcomeOf(connector, entry, read)),
    participants: participants.length > MOST_PARTICIPANTS ? [] : participants.map(storable),
  }
}

type Fault = { fault: 'unreadable' | 'too-large'; detail: string }

type Inspected = InspectedMessage & { participants: Participant[] }

type ReadMessage =
  | { ok: true; inspected: Inspected; measure: () => Promise<DecodedSizes | Fault> }
  | { ok: false; detail: string }

async function readSmall(
  { messages, log }: ReadItemPorts,
  opened: OpenPackage,
  entry: PackageEntry,
): Promise<ReadMessage> {
  const bytes = await opened.read(entry).catch(damageOf)
  if ('damage' in bytes) return { ok: false, detail: bytes.damage }
  const measure = async () => {
    try {
      return decodedSizesOf(await messages.decode(bytes))
    } catch (error) {
      return { fault: 'unreadable' as const, detail: messageOf(error) }
    }
  }
  try {
    return { ok: true, inspected: withPeople(messages.inspect(bytes)), measure }
  } catch (error) {
    return ourFault(log, error, entry)
  }
}

async function readLarge(
  { messages, log }: ReadItemPorts,
  opened: OpenPackage,
  entry: PackageEntry,
): Promise<ReadMessage> {
  try {
    const inspected = await messages.inspectStream(opened.stream(entry))
    return { ok: true, inspected: withPeople(inspected), measure: async () => inspected.decoded }
  } catch (error) {
    if (codeOf(error) === 'package_damaged') return { ok: false, detail: messageOf(error) }
    // A disk that cannot be read is not the message's fate.
    if (error instanceof Error && 'syscall' in error) throw error
    return ourFault(log, error, entry)
  }
}

function withPeople(inspected: InspectedMessage): Inspected {
  return { ...inspected, participants: participantsOf(inspected.headers) }
}

/** Only what the package itself is guilty of may be written down as the message's fate. */
function damageOf(error: unknown): { damage: string } {
  if (codeOf(error) !== 'package_damaged') throw error
  return { damage: messageOf(error) }
}

/** When our own code fails on a message, the others must not wait for a repair, and this one is shown. */
function ourFault(log: Log, error: unknown, { sizeBytes }: PackageEntry): { ok: false; detail: string } {
  log.warn({ code: codeOf(error), sizeBytes }, 'a message could not be inspected')
  return { ok: false, detail: 'The message could not be read.' }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The message cannot be read.'
}

async function outcomeOf(
  connector: ConnectorLimits,
  entry: PackageEntry,
  { inspected: { headers, kind, headerFault, participants }, measure }: Extract<ReadMessage, { ok: true }>,
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
  return judgeSize(connector, entry.sizeBytes, measure)
}

/** Asks for decoded sizes only where the limit may be exceeded: most messages are a thousandth of it. */
async function judgeSize(
  { itemLimitBytes, overLimit }: ConnectorLimits,
  rawBytes: number,
  measure: () => Promise<DecodedSizes | Fault>,
): Promise<Outcome> {
  const recorded: Outcome = { state: 'recorded', reason: null, detail: null }
  const raw = judgeRawSize(rawBytes, itemLimitBytes)
  if (raw === 'within-limit') return recorded
  if (raw !== 'decode-to-know') return quarantined('too-large', raw.detail)
  const sizes = await measure()
  if ('fault' in sizes) return quarantined(sizes.fault, sizes.detail)
  const decoded = judgeDecodedSize(sizes, itemLimitBytes)
  if (decoded === 'within-limit') return recorded
  const canImportPartially = overLimit === 'import-partially' && chooseDropped(sizes, itemLimitBytes) !== null
  return canImportPartially ? recorded : quarantined('too-large', decoded.detail)
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
