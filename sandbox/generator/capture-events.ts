import { createHash } from 'node:crypto'
import type { DayEvent } from './day-event.ts'
import type { DayPerson } from './day-people.ts'
import type { MessageTruth } from './day-truth.ts'
import { drawEncoding, drawTransport } from './draw-delivery.ts'
import { expectedOutcome } from './expected-outcome.ts'
import type { SeededRandom } from './seeded-random.ts'
import { referenceTo, type ShownPerson, showPerson } from './show-person.ts'
import type { Encoding, MessageContent, Transport } from './write-message.ts'

/** One capture of an event: a message that has no entry name yet. */
export type CapturedItem = {
  content: MessageContent
  encoding: Encoding
  transport: Transport
  truth: Omit<MessageTruth, 'name' | 'repeatOf'>
}

/**
 * Every capture of events that belong together: they show people alike. A recall names the original by the id that it
 * has in the same person's archive.
 */
export function captureEvents(
  events: readonly DayEvent[],
  people: readonly DayPerson[],
  random: SeededRandom,
  nextNumber: () => number,
  date: string,
): CapturedItem[] {
  const idOf = new Map<DayEvent, Map<DayPerson, string>>()
  const shownAs = new Map<DayPerson, ShownPerson>()
  const show = (person: DayPerson) => {
    const shown = shownAs.get(person) ?? showPerson(person, random)
    shownAs.set(person, shown)
    return shown
  }
  const encoding = drawEncoding(random)
  return events.flatMap((event) => {
    const shown = [event.from, ...event.to].map(show)
    const siblingGroup = `s-${date}-${random.hex(12)}`
    const ids = new Map(
      event.owners.map((owner) => [
        owner,
        `${event.app === 'WeCom' ? 'wm' : 'wc'}-${date}-${nextNumber()}-${random.hex(6)}`,
      ]),
    )
    idOf.set(event, ids)
    return event.owners.map((owner): CapturedItem => {
      const archiveMessageId = ids.get(owner) ?? ''
      const originalId = event.original ? (idOf.get(event.original)?.get(owner) ?? '') : ''
      const content = contentOf(event, shown, owner, archiveMessageId, originalId)
      return {
        content,
        encoding,
        transport: drawTransport(random),
        truth: truthOf(event, content, shown, { archiveMessageId, originalId, siblingGroup, owner, people }),
      }
    })
  })
}

function contentOf(
  event: DayEvent,
  shown: readonly ShownPerson[],
  owner: DayPerson,
  archiveMessageId: string,
  originalId: string,
): MessageContent {
  const text = event.text(originalId, archiveMessageId)
  return {
    from: shown.slice(0, 1),
    to: shown.slice(1),
    sentAt: event.sentAt,
    subject: event.subject,
    text,
    html: event.html,
    files: event.files,
    fields: [
      ['X-TELEMESSAGE-ArchiveMessageID', archiveMessageId],
      ['X-TELEMESSAGE-ArchiveSource', event.app],
      ['X-TELEMESSAGE-ArchiveInitiator', referenceTo(owner)],
      ['X-TELEMESSAGE-Network', event.app.toUpperCase()],
      ['X-TELEMESSAGE-MessageType', event.type],
      ['X-TELEMESSAGE-Status', event.original ? 'Read' : 'Delivered'],
      ['X-TELEMESSAGE-OriginalMesageIntegrity', sha256(Buffer.from(text, 'utf8'))],
      ...fieldsOf('X-TELEMESSAGE-GroupID', event.group?.id),
      ...fieldsOf('X-TELEMESSAGE-GROUP_NAME', event.group?.name),
      ...fieldsOf('X-TELEMESSAGE-THREAD_ID', event.thread?.id),
      ...fieldsOf('X-TELEMESSAGE-ThreadName', event.thread?.name),
    ],
  }
}

function fieldsOf(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]]
}

function truthOf(
  event: DayEvent,
  content: MessageContent,
  shown: readonly ShownPerson[],
  capture: {
    archiveMessageId: string
    originalId: string
    siblingGroup: string
    owner: DayPerson
    people: readonly DayPerson[]
  },
): CapturedItem['truth'] {
  const relation = event.kind === 'recalled' ? 'recalls' : 'edits'
  return {
    kind: event.kind,
    archiveMessageId: capture.archiveMessageId,
    sentAt: event.sentAt.toISOString(),
    subject: content.subject,
    body:
      content.html === null
        ? { contentType: 'text', content: content.text }
        : { contentType: 'html', content: content.html },
    attachments: content.files.map((file) => ({
      fileName: file.name,
      sizeBytes: file.content.length,
      sha256: sha256(file.content),
    })),
    participants: shown.map(({ person, known }, index) => ({
      role: index === 0 ? 'from' : 'to',
      ...known,
      isInside: person.isInside,
    })),
    capturedFor: referenceTo(capture.owner),
    outcome: expectedOutcome(event.kind, shown, capture.people),
    siblingGroup: capture.siblingGroup,
    link: event.original ? { relation, archiveMessageId: capture.originalId } : null,
    threadId: event.thread?.id ?? null,
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
