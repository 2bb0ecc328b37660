import type { ChatFile } from './chat-files.ts'
import { GROUP_NAMES } from './chat-texts.ts'
import type { DayPerson } from './day-people.ts'
import type { TruthKind } from './day-truth.ts'
import type { SeededRandom } from './seeded-random.ts'
import { referenceTo } from './show-person.ts'

/** One thing that happened in a chat; it becomes an item for each archived person who was there. */
export type DayEvent = {
  kind: TruthKind
  app: 'WeChat' | 'WeCom'
  /** Value of X-TELEMESSAGE-MessageType. */
  type: string
  from: DayPerson
  to: readonly DayPerson[]
  sentAt: Date
  subject: string
  /** `originalId` is the archive id of the original's capture for the same person; empty without an original. */
  text: (originalId: string, ownId: string) => string
  html: string | null
  files: readonly ChatFile[]
  group: { id: string; name: string } | null
  thread: { id: string; name: string } | null
  /** What this recalls or edits. */
  original: DayEvent | null
  /** Whose captures there are; the first is always there. */
  owners: readonly DayPerson[]
}

export type DayCast = {
  inside: readonly DayPerson[]
  outside: readonly DayPerson[]
  /** Customers that only stand in large groups. */
  crowd: readonly DayPerson[]
}

export type Planner = { random: SeededRandom; cast: DayCast; dayStart: Date; largestGroup: number }

const DAY_SECONDS = 24 * 60 * 60
/** Room behind every message for its recall or edit on the same day. */
const LAST_START_SECONDS = DAY_SECONDS - 3_600

/** A conversation between two, at least one of them of Contoso unless said otherwise. */
export function betweenTwo(planner: Planner, people: readonly DayPerson[] = pickTwo(planner)): DayEvent {
  const [from, to] = people as [DayPerson, DayPerson]
  const app = appFor(planner, people)
  return {
    ...blank(planner, app, from, [to]),
    kind: 'chat',
    subject: `${app} message from ${referenceTo(from)} to ${referenceTo(to)}`,
  }
}

/** A chat group: three to twelve people, and now and then a crowd. */
export function inGroup(planner: Planner, size = groupSize(planner)): DayEvent {
  const { random, cast } = planner
  const insiders = random.sample(cast.inside, random.integer(2, 4))
  const outsiders = random.sample(cast.outside, random.integer(0, 3))
  const members = [...insiders, ...outsiders]
  members.push(...cast.crowd.slice(0, Math.max(size - members.length, 0)))
  const from = random.pick(random.chance(0.8) ? insiders : members)
  const to = members.filter((member) => member !== from)
  const name = random.pick(GROUP_NAMES)
  const app = appFor(planner, members)
  return {
    ...blank(planner, app, from, to),
    kind: 'group-chat',
    subject: `${app} message from ${referenceTo(from)} to chat group ${name}`,
    group: { id: `g-${random.hex(12)}`, name },
  }
}

function blank(planner: Planner, app: DayEvent['app'], from: DayPerson, to: readonly DayPerson[]): DayEvent {
  const { random, dayStart } = planner
  return {
    kind: 'chat',
    app,
    type: 'Text',
    from,
    to,
    sentAt: new Date(dayStart.getTime() + random.integer(0, LAST_START_SECONDS) * 1000),
    subject: '',
    text: () => '',
    html: null,
    files: [],
    group: null,
    thread: null,
    original: null,
    owners: ownersAmong(planner, [from, ...to]),
  }
}

/** Not every Contoso person is archived; a message nobody of Contoso is on came from a capture that should not be. */
function ownersAmong({ random }: Planner, people: readonly DayPerson[]): DayPerson[] {
  const insiders = people.filter((person) => person.isInside)
  return random.sample(insiders.length > 0 ? insiders : people.slice(0, 1), random.pick([1, 1, 2, 3]))
}

function pickTwo({ random, cast }: Planner): DayPerson[] {
  if (random.chance(0.25)) return random.sample(cast.inside, 2)
  const pair = [random.pick(cast.inside), random.pick(cast.outside)]
  return random.chance(0.5) ? pair : pair.toReversed()
}

/** Opaque ids are WeCom's. */
function appFor({ random }: Planner, people: readonly DayPerson[]): DayEvent['app'] {
  return people.some((person) => person.opaqueId !== '') || random.chance(0.2) ? 'WeCom' : 'WeChat'
}

function groupSize({ random, largestGroup }: Planner): number {
  return Math.min(random.chance(0.02) ? largestGroup : random.integer(3, 12), largestGroup)
}
