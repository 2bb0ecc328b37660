import { writeChatText } from './chat-texts.ts'
import type { DayEvent, Planner } from './day-event.ts'
import { referenceTo } from './show-person.ts'

/** Thread archiving sends a conversation of the day before as one message, at 5 AM GMT. */
const DIGEST_HOUR = 5
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** The digest of a conversation: its lines in order, as text and as HTML. */
export function planDigest(planner: Planner, conversation: DayEvent): DayEvent {
  const { random, dayStart } = planner
  const members = [conversation.from, ...conversation.to.slice(0, 5)]
  const offsetsMs = Array.from({ length: random.integer(3, 20) }, () => random.integer(0, DAY_MS - 1))
  const lines = offsetsMs
    .sort((a, b) => a - b)
    .map((offsetMs) => ({
      at: new Date(dayStart.getTime() - DAY_MS + offsetMs).toISOString().slice(0, 19).replace('T', ' '),
      who: referenceTo(random.pick(members)),
      said: writeChatText(random),
    }))
  const name = conversation.group?.name ?? members.map(referenceTo).join(' and ')
  return {
    ...conversation,
    type: 'Thread',
    sentAt: new Date(dayStart.getTime() + DIGEST_HOUR * HOUR_MS),
    subject: `${conversation.app} thread ${name}`,
    thread: { id: `t-${random.hex(12)}`, name },
    text: () => lines.map(({ at, who, said }) => `[${at} UTC] ${who}: ${said}`).join('\n'),
    html: `<html><body><h1>${escaped(name)}</h1>\n<table>\n${lines
      .map(({ at, who, said }) => `<tr><td>${at}</td><td>${escaped(who)}</td><td>${escaped(said)}</td></tr>`)
      .join('\n')}\n</table></body></html>`,
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
