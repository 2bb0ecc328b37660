import { recordCall, recordVoiceNote, takeDocument, takePicture } from './chat-files.ts'
import { writeChatText } from './chat-texts.ts'
import { betweenTwo, type DayEvent, inGroup, type Planner } from './day-event.ts'
import type { DayPerson } from './day-people.ts'
import { planDigest } from './plan-digest.ts'
import { referenceTo } from './show-person.ts'

/** What can happen on a day. Several events where one makes no sense without the other, the earlier first. */
export type Recipe = (planner: Planner) => DayEvent[]

export const planChat: Recipe = (planner) => [withText(planner, betweenTwo(planner))]

const planGroupChat: Recipe = (planner) => [withText(planner, inGroup(planner))]

/** What most messages are. */
export const EVERYDAY_RECIPES: readonly Recipe[] = [planChat, planGroupChat]

/** One of each: what every day has, if it has room. */
export const RECIPES: readonly Recipe[] = [
  planChat,
  planGroupChat,
  (planner) => [withText(planner, inGroup(planner, planner.largestGroup))],
  (planner) => [withPicture(planner, betweenTwo(planner))],
  (planner) => [withPicture(planner, inGroup(planner))],
  (planner) => [withDocument(planner, betweenTwo(planner))],
  (planner) => [withDocument(planner, inGroup(planner))],
  (planner) => [withVoiceNote(planner, betweenTwo(planner))],
  (planner) => [answeredCall(planner)],
  (planner) => [missedCall(planner)],
  (planner) => recalled(planner, betweenTwo(planner)),
  (planner) => recalled(planner, inGroup(planner)),
  (planner) => edited(planner, betweenTwo(planner)),
  (planner) => edited(planner, inGroup(planner)),
  (planner) => [planDigest(planner, betweenTwo(planner))],
  (planner) => [planDigest(planner, inGroup(planner))],
  (planner) => [systemEvent(planner)],
  sameWordsTwice,
  (planner) => [withText(planner, betweenTwo(planner, planner.random.sample(planner.cast.outside, 2)))],
  // Somebody whom only a mapping finds, with somebody whom nobody finds.
  (planner) => [
    withText(
      planner,
      betweenTwo(planner, [byMappingOnly(planner), planner.random.pick(planner.cast.outside)]),
    ),
  ],
]

function withText({ random }: Planner, event: DayEvent): DayEvent {
  const text = writeChatText(random)
  return { ...event, text: () => text }
}

function withPicture(planner: Planner, event: DayEvent): DayEvent {
  const file = takePicture(planner.random)
  const text = planner.random.chance(0.5) ? `${writeChatText(planner.random)}\n\n` : ''
  return { ...event, type: 'Image', files: [file], text: () => `${text}Files:\n${file.name}` }
}

function withDocument(planner: Planner, event: DayEvent): DayEvent {
  const files = planner.random.chance(0.2)
    ? [takeDocument(planner.random), takePicture(planner.random)]
    : [takeDocument(planner.random)]
  const text = writeChatText(planner.random)
  const list = files.map((file) => file.name).join('\n')
  return { ...event, kind: 'file', type: 'Document', files, text: () => `${text}\n\nFiles:\n${list}` }
}

function withVoiceNote(planner: Planner, event: DayEvent): DayEvent {
  const { file, durationSeconds } = recordVoiceNote(planner.random)
  const text = `[语音] Duration: ${durationSeconds}\n\nFiles:\n${file.name}`
  return { ...event, type: 'Audio', files: [file], text: () => text }
}

function answeredCall(planner: Planner): DayEvent {
  const event = betweenTwo(planner)
  const { random } = planner
  const files = random.chance(0.5) ? [recordCall(random)] : []
  const durationSeconds = random.integer(4, 3_600)
  return {
    ...event,
    kind: 'call',
    type: 'Call',
    files,
    subject: `${event.app} ${random.pick(['voice', 'video'])} call ${fromTo(event)}`,
    text: () => `Call result: Answered\nDuration: ${durationSeconds}`,
  }
}

function missedCall(planner: Planner): DayEvent {
  const event = betweenTwo(planner)
  return {
    ...event,
    kind: 'call',
    type: 'Call',
    subject: `${event.app} unanswered ${planner.random.pick(['voice', 'video'])} call ${fromTo(event)}`,
    text: () => 'Call result: Missed\nDuration: 0',
  }
}

function fromTo(event: DayEvent): string {
  return `from ${referenceTo(event.from)} to ${event.to.map(referenceTo).join(', ')}`
}

/** The documents write the prefix in all these ways. */
const RECALL_PREFIXES = [
  'DELETED For All - UNKNOWN',
  'DELETED For All READ',
  'DELETED – READ –',
  'DELETED — UNREAD —',
  'Deleted for all - unread -',
  'DELETED For Me - READ',
]
const EDIT_PREFIXES = ['EDIT READ', 'EDIT UNREAD', 'Edit UNKNOWN', 'EDIT – READ –']

/** The record of a recall repeats the text, and not the files. */
function recalled(planner: Planner, event: DayEvent): DayEvent[] {
  const original = withText(planner, event)
  const recall = later(planner, original, planner.random.pick(RECALL_PREFIXES))
  const said = original.text('', '')
  return [
    original,
    { ...recall, kind: 'recalled', text: (id) => `Original Message (Msg ID - ${id})\n${said}` },
  ]
}

function edited(planner: Planner, event: DayEvent): DayEvent[] {
  const original = withText(planner, event)
  const edit = later(planner, original, planner.random.pick(EDIT_PREFIXES))
  const before = original.text('', '')
  const after = writeChatText(planner.random)
  return [
    original,
    {
      ...edit,
      kind: 'edited',
      text: (id, ownId) =>
        `Original Message ID: ${id}\nEdit ID - ${ownId}\nLast Edit ID - ${ownId}\nPrevious Text:\n${before}\nEdited Text:\n${after}`,
    },
  ]
}

function later({ random }: Planner, original: DayEvent, prefix: string): DayEvent {
  return {
    ...original,
    type: 'Event',
    sentAt: new Date(original.sentAt.getTime() + random.integer(2, 3_000) * 1000),
    subject: `${prefix} ${original.subject}`,
    original,
  }
}

const TELEMESSAGE: DayPerson = {
  name: 'TeleMessage',
  number: '',
  address: 'no-reply@telemessage.example',
  opaqueId: '',
  isInside: false,
  mailbox: null,
  mailboxAddresses: [],
}

function systemEvent(planner: Planner): DayEvent {
  const person = planner.random.pick(planner.cast.inside)
  const event = betweenTwo(planner, [TELEMESSAGE, person])
  const what = planner.random.pick(['was linked again', 'has lost its mobile number', 'was updated'])
  return {
    ...event,
    kind: 'system-event',
    type: 'Event',
    subject: `${event.app} Archiver System Event`,
    text: () => `The ${event.app} account of ${referenceTo(person)} ${what}.`,
  }
}

/** The same two words to the same person within one second: two messages, and only their archive ids say so. */
function sameWordsTwice(planner: Planner): DayEvent[] {
  const event = { ...betweenTwo(planner), text: () => '好的' }
  return [event, { ...event }]
}

function byMappingOnly({ random, cast }: Planner): DayPerson {
  const hidden = cast.inside.filter(
    (person) => person.mailbox !== null && !person.mailboxAddresses.includes(person.address.toLowerCase()),
  )
  return random.pick(hidden.length > 0 ? hidden : cast.inside)
}
