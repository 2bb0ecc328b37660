import { type CapturedItem, captureEvents } from './capture-events.ts'
import type { DayEvent, Planner } from './day-event.ts'
import { CONTOSO_PEOPLE, type DayPerson, makeUpOutsider, OUTSIDE_PEOPLE } from './day-people.ts'
import type { MessageTruth } from './day-truth.ts'
import { drawTransport } from './draw-delivery.ts'
import { EVERYDAY_RECIPES, planChat, RECIPES } from './plan-events.ts'
import { createRandom, type SeededRandom } from './seeded-random.ts'
import { type Transport, writeMessage } from './write-message.ts'

export type GeneratedMessage = { name: string; eml: Buffer; truth: MessageTruth }

export type DayOptions = {
  seed: number | string
  /** `YYYY-MM-DD`; the day is one of UTC. */
  date: string
  people?: readonly DayPerson[]
  /** `messages` counts items: every capture and every re-export is one. */
  scale: { messages: number; largestGroup?: number }
}

/** Exchange takes 500 recipients a message; WeChat's groups end at that number too. */
const LARGEST_GROUP = 300
/** A day in real sites has a few re-exports, and all of a package now and then. */
const REPEAT_PROBABILITY = 0.04

/**
 * A day at the TeleMessage site, and what a correct importer must conclude of each message of it. The same options give
 * the same bytes. From some 60 messages on, a day has every kind of message at least once.
 */
export function generateDay(options: DayOptions): GeneratedMessage[] {
  const dayStart = new Date(`${options.date}T00:00:00Z`)
  if (Number.isNaN(dayStart.getTime())) throw new RangeError(`${options.date} is not a date.`)
  const random = createRandom(`${options.seed} ${options.date}`)
  const people = options.people ?? [...CONTOSO_PEOPLE, ...OUTSIDE_PEOPLE]
  const largestGroup = options.scale.largestGroup ?? LARGEST_GROUP
  const planner: Planner = { random, dayStart, largestGroup, cast: castOf(people, largestGroup, random) }

  const items: CapturedItem[] = []
  const repeats: { item: CapturedItem; transport: Transport }[] = []
  const recipes = random.sample(RECIPES, RECIPES.length)
  let captureNumber = 0
  const roomLeft = () => options.scale.messages - items.length - repeats.length
  while (roomLeft() > 0) {
    const isRepeatOverdue = repeats.length === 0 && recipes.length <= RECIPES_BEHIND_A_REPEAT
    if (items.length > 0 && (isRepeatOverdue || random.chance(REPEAT_PROBABILITY))) {
      repeats.push({ item: random.pick(items), transport: drawTransport(random) })
      continue
    }
    const recipe = recipes.pop() ?? random.pick(random.chance(0.6) ? EVERYDAY_RECIPES : RECIPES)
    let events = recipe(planner)
    if (countItems(events) > roomLeft()) events = planChat(planner).map((event) => alone(event))
    items.push(...captureEvents(events, people, random, () => ++captureNumber, options.date))
  }
  return nameAndWrite(items, repeats)
}

/** How many recipes are left when the first re-export comes, whatever chance says. */
const RECIPES_BEHIND_A_REPEAT = 3

function castOf(people: readonly DayPerson[], largestGroup: number, random: SeededRandom): Planner['cast'] {
  return {
    inside: people.filter((person) => person.isInside),
    outside: people.filter((person) => !person.isInside),
    crowd: Array.from({ length: largestGroup }, (_, ordinal) => makeUpOutsider(random, ordinal)),
  }
}

function countItems(events: readonly DayEvent[]): number {
  return events.reduce((sum, event) => sum + event.owners.length, 0)
}

function alone(event: DayEvent): DayEvent {
  return { ...event, owners: event.owners.slice(0, 1) }
}

function nameAndWrite(
  items: readonly CapturedItem[],
  repeats: readonly { item: CapturedItem; transport: Transport }[],
): GeneratedMessage[] {
  const inOrder = items.toSorted((a, b) => a.content.sentAt.getTime() - b.content.sentAt.getTime())
  const nameOf = new Map(inOrder.map((item, index) => [item, entryName(index, item)]))
  return [
    ...inOrder.map((item) => writeItem(item, nameOf.get(item) ?? '', item.transport, null)),
    ...repeats.map(({ item, transport }, index) =>
      writeItem(item, entryName(items.length + index, item), transport, nameOf.get(item) ?? null),
    ),
  ]
}

function entryName(index: number, item: CapturedItem): string {
  return `${String(index + 1).padStart(6, '0')}_${item.truth.archiveMessageId}.eml`
}

function writeItem(
  item: CapturedItem,
  name: string,
  transport: Transport,
  repeatOf: string | null,
): GeneratedMessage {
  return {
    name,
    eml: writeMessage(item.content, item.encoding, transport),
    truth: { name, ...item.truth, repeatOf },
  }
}
