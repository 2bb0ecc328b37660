import type { HeaderField } from '#lib/domain/item-identity.ts'
import type { ConnectorRow } from './ledger-tables.ts'
import { ATTACHMENT_FIELD, FAULT_FIELD, writeMessage } from './message-format.ts'
import { fieldOf, type Person } from './people.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { SiteFolder, Upload } from './site.ts'

export const STORY_BEGINS_MS = Date.parse('2026-11-22T05:00:00Z')
export const STORY_LASTS_MS = 5 * 3_600_000

const KINDS = [
  'chat',
  'chat',
  'chat',
  'chat',
  'system-event',
  'before-start',
  'unreadable',
  'encrypted',
] as const

/** Something that was said once, and the captures of it that the archive holds. */
export type Utterance = {
  kind: (typeof KINDS)[number]
  from: Person
  to: Person[]
  text: string
  hasAttachment: boolean
  captures: Capture[]
}

export type Capture = { archiveId: string; owner: string }

export type Story = {
  people: Person[]
  connectors: { row: ConnectorRow; folder: SiteFolder; utterances: Utterance[] }[]
}

/** What happens in a world whatever becomes of the workers: who is there, what is said, when it is put on a site. */
export function tellStory(random: SeededRandom): Story {
  const people = Array.from({ length: random.integer(2, 6) }, (_, index) => makePerson(random, index))
  const connectors = Array.from({ length: random.chance(0.2) ? 2 : 1 }, (_, index) =>
    makeConnector(random, people, `connector-${index + 1}`),
  )
  return { people, connectors }
}

function makePerson(random: SeededRandom, index: number): Person {
  const isOurs = index === 0 || random.chance(0.75)
  const address = `p${index}@contoso.example`
  const moment = () => STORY_BEGINS_MS + random.integer(0, STORY_LASTS_MS)
  const person = { name: `P${index}`, phone: `861380000000${index}` }
  if (!isOurs) {
    const outside = `p${index}@outside.example`
    return { ...person, address: outside, mailbox: null, comesAtMs: 0, leavesAtMs: Number.MAX_SAFE_INTEGER }
  }
  return {
    ...person,
    // Messages of some name the number only, and the mapping says whose it is.
    address: random.chance(0.2) ? '' : address,
    mailbox: { objectId: `mailbox-${index}`, address },
    comesAtMs: random.chance(0.2) ? moment() : 0,
    leavesAtMs: index > 0 && random.chance(0.1) ? moment() : Number.MAX_SAFE_INTEGER,
  }
}

function makeConnector(random: SeededRandom, people: Person[], id: string): Story['connectors'][number] {
  const row: ConnectorRow = {
    ...{ id, state: 'active', timeZone: 'Europe/Berlin', itemLimitBytes: 1_000_000 },
    scheduleTime: random.pick(['06:30', '08:00', '09:15', '23:00']),
    finishedAt: new Date(STORY_BEGINS_MS - 60_000),
    importSince: new Date(STORY_BEGINS_MS - 24 * 3_600_000),
    keepSiblingCopies: random.chance(0.2),
    mapping: new Map(
      people.flatMap((one) => (one.mailbox && !one.address ? [[one.phone, one.mailbox.address]] : [])),
    ),
  }
  const isLong = random.chance(0.12)
  const count = isLong ? random.integer(80, 160) : random.integer(1, 14)
  const utterances: Utterance[] = []
  for (let index = 0; index < count; index += 1)
    utterances.push(say(random, people, `${id} ${index}`, utterances))
  return { row, utterances, folder: upload(random, id, utterances) }
}

function say(random: SeededRandom, people: Person[], name: string, earlier: Utterance[]): Utterance {
  const from = random.pick(people)
  const to = people.filter((one) => one !== from && random.chance(0.6))
  const kind = random.pick(KINDS)
  const previous = earlier.at(-1)
  // The same words once more are another utterance, and nothing but its archive id tells so.
  const again = previous && random.chance(0.08) ? previous : null
  const owners = random.chance(0.6)
    ? ['']
    : [from, ...to].slice(0, random.integer(1, 3)).map((one) => one.phone)
  const captures = owners.map((owner, index) => ({ archiveId: `${name}-${index}`, owner }))
  // An archive id that is taken again for other words does not make them the same.
  if (!again && previous?.captures[0] && random.chance(0.05))
    captures.splice(0, 1, { archiveId: previous.captures[0].archiveId, owner: owners[0] ?? '' })
  if (again) return { ...again, captures: captures.map((one, index) => ownedAs(one, again.captures[index])) }
  return { kind, from, to, text: `${name} said`, hasAttachment: random.chance(0.1), captures }
}

/** Who captured it once captures it again. */
function ownedAs(capture: Capture, earlier: Capture | undefined): Capture {
  return earlier ? { ...capture, owner: earlier.owner } : { ...capture, owner: '' }
}

/** Packages over the hours of the story: in parts, late, with what earlier ones had, in the place of earlier ones. */
function upload(random: SeededRandom, id: string, utterances: Utterance[]): SiteFolder {
  const captures = utterances.flatMap((utterance) =>
    utterance.captures.map((capture) => ({ utterance, capture })),
  )
  const packageCount = random.integer(1, 4)
  const parts = Array.from({ length: packageCount }, () => [] as typeof captures)
  for (const one of captures) {
    for (const part of [random.pick(parts), ...(random.chance(0.15) ? [random.pick(parts)] : [])])
      part.push(one)
  }
  return parts
    .flatMap((part, index): Upload[] => {
      const messages = part.map((one) => toMessage(one.utterance, one.capture, index))
      const first = uploadOf(random, `${id}-${index}.zip`, messages, 0)
      const isReplaced = random.chance(0.15)
      const damaged = { ...first, name: `damaged-${first.name}`, file: { ...first.file, messages: null } }
      return [
        first,
        ...(isReplaced
          ? [
              replacementOf(
                random,
                first,
                part.map((one) => toMessage(one.utterance, one.capture, 9)),
              ),
            ]
          : []),
        ...(random.chance(0.05) ? [damaged] : []),
      ]
    })
    .sort((one, other) => one.beginsAtMs - other.beginsAtMs)
}

function uploadOf(random: SeededRandom, name: string, messages: Uint8Array[], afterMs: number): Upload {
  const beginsAtMs = Math.max(STORY_BEGINS_MS + random.integer(-3_600_000, STORY_LASTS_MS - 900_000), afterMs)
  const endsAtMs = beginsAtMs + random.integer(100, random.chance(0.3) ? 600_000 : 5_000)
  const fromMs = random.integer(beginsAtMs, endsAtMs)
  const pause = random.chance(0.3) ? { fromMs, untilMs: random.integer(fromMs, endsAtMs) } : null
  const sizeBytes = 1_000 + messages.reduce((sum, bytes) => sum + bytes.length, 0)
  const sha256 = `sha-${name}-${random.integer(0, 1_000_000_000)}`
  return { name, file: { sha256, sizeBytes, messages }, beginsAtMs, endsAtMs, pause }
}

function replacementOf(random: SeededRandom, first: Upload, messages: Uint8Array[]): Upload {
  return uploadOf(random, first.name, messages, first.endsAtMs + random.integer(10_000, 1_000_000))
}

function toMessage(utterance: Utterance, capture: Capture, exportNumber: number): Uint8Array {
  const { kind, from, to, text } = utterance
  const sentAt = new Date(STORY_BEGINS_MS - (kind === 'before-start' ? 72 : 1) * 3_600_000)
  const fields: HeaderField[] = [
    { name: 'received', value: `from relay-${exportNumber}.example` },
    { name: 'from', value: fieldOf(from) },
    { name: 'to', value: to.map(fieldOf).join(', ') },
    { name: 'date', value: sentAt.toISOString() },
    {
      name: 'subject',
      value: kind === 'system-event' ? 'WeChat Archiver System Event' : 'WeChat message from',
    },
    { name: 'x-telemessage-archivemessageid', value: capture.archiveId },
  ]
  if (capture.owner) fields.push({ name: 'x-telemessage-archiveinitiator', value: capture.owner })
  if (kind === 'unreadable') fields.push({ name: FAULT_FIELD, value: '1' })
  if (kind === 'encrypted') fields.push({ name: 'x-telemessage-enc-datakey', value: 'key' })
  if (utterance.hasAttachment) fields.push({ name: ATTACHMENT_FIELD, value: 'file.bin' })
  return writeMessage(fields, text)
}
