import { type DayPerson, mappingFor } from './day-people.ts'
import type { TruthKind, TruthOutcome } from './day-truth.ts'
import type { ShownPerson } from './show-person.ts'

/** Where a message must go: by automatic mapping alone, and with the mapping rows of `people` before it. */
export function expectedOutcome(
  kind: TruthKind,
  shown: readonly ShownPerson[],
  people: readonly DayPerson[],
): TruthOutcome {
  if (kind === 'system-event') return { class: 'system-event', automatic: [], withMapping: [] }
  const mapping = new Map(
    mappingFor(people).map(({ externalId, mailbox }) => [externalId.toLowerCase(), mailbox]),
  )
  const byAddress = ({ person, known }: ShownPerson) =>
    person.mailboxAddresses.includes(known.address) ? person.mailbox : null
  const byMapping = ({ known }: ShownPerson) =>
    mapping.get(known.phone) ?? mapping.get(known.opaqueId) ?? mapping.get(known.address) ?? null
  const automatic = sorted(shown.map(byAddress))
  const withMapping = sorted(shown.map((one) => byMapping(one) ?? byAddress(one)))
  if (withMapping.length === 0) return { class: 'nobody', automatic, withMapping }
  return { class: automatic.length > 0 ? 'automatic' : 'mapping-only', automatic, withMapping }
}

function sorted(mailboxes: readonly (string | null)[]): string[] {
  return [...new Set(mailboxes.filter((mailbox) => mailbox !== null))].sort()
}
