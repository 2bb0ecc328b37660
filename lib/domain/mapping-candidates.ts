import { isValidOn, type MappingValidity } from './mapping-validity.ts'
import type { Participant } from './participant.ts'
import type { LocalDate } from './wall-clock.ts'

export type MappingRule = 'custom' | 'automatic'

/**
 * What wins. `custom-first` is Microsoft's rule: the custom mapping, and if that gives no valid user, the e-mail address of the
 * message. `custom-only-if-listed` is TeleMessage's: whoever has a row goes where the row says or nowhere, and the e-mail address
 * is for those without one.
 */
export const MAPPING_PRECEDENCES = ['custom-first', 'custom-only-if-listed'] as const

export type MappingPrecedence = (typeof MAPPING_PRECEDENCES)[number]

export type CustomMappingRow = MappingValidity & {
  /** In lower case. */
  mailbox: string
  /** Who had the mailbox when the row was confirmed; null: nobody has looked yet. */
  objectId: string | null
}

/** The custom mapping in force, by normalized external id. */
export type CustomMapping = ReadonlyMap<string, readonly CustomMappingRow[]>

export type MappingCandidate =
  | { rule: 'custom'; mailbox: string; objectId: string | null }
  | { rule: 'automatic'; mailbox: string }

type Person = Pick<Participant, 'phone' | 'address' | 'opaqueId'>

/**
 * Where a participant's messages of a day may go, first choice first. The day is that of the message, in the connector's
 * calendar; null when the message has no date.
 *
 * The caller asks the directory for one after the other and goes on only after a definite "not found": an outage must not send
 * a message to a second choice.
 */
export function mappingCandidates(
  person: Person,
  mapping: CustomMapping,
  options: { automatic: boolean; precedence: MappingPrecedence; sentOn: LocalDate | null },
): MappingCandidate[] {
  const custom = idsOf(person)
    .map((id) => mapping.get(id)?.find((row) => isValidOn(row, options.sentOn)))
    .find((row) => row !== undefined)
  const candidates: MappingCandidate[] = []
  if (custom) candidates.push({ rule: 'custom', mailbox: custom.mailbox, objectId: custom.objectId })
  const isAddressAsked = options.automatic && !(custom && options.precedence === 'custom-only-if-listed')
  if (isAddressAsked && person.address && person.address !== custom?.mailbox) {
    candidates.push({ rule: 'automatic', mailbox: person.address })
  }
  return candidates
}

/** Whether it matters of which day a message of this person is. */
export function isMappedByDay(person: Person, mapping: CustomMapping): boolean {
  return idsOf(person).some((id) =>
    mapping.get(id)?.some((row) => row.validFrom !== null || row.validTo !== null),
  )
}

function idsOf({ phone, opaqueId, address }: Person): string[] {
  return [phone, opaqueId, address].filter((id) => id !== '')
}
