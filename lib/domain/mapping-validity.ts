import type { LocalDate } from './wall-clock.ts'

/** The first and the last day, of the connector's calendar, whose messages a mapping row maps. Null: without end. */
export type MappingValidity = { validFrom: LocalDate | null; validTo: LocalDate | null }

/**
 * Whether a row maps the messages of a day. Of a message whose day nobody knows, only a row without dates is sure: with
 * dates, it may be the one before or the one after that the number belonged to.
 */
export function isValidOn({ validFrom, validTo }: MappingValidity, day: LocalDate | null): boolean {
  if (day === null) return validFrom === null && validTo === null
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo)
}

/** Whether there is a day on which both hold. */
export function isOverlapping(one: MappingValidity, other: MappingValidity): boolean {
  return startsBeforeEndOf(one, other) && startsBeforeEndOf(other, one)
}

function startsBeforeEndOf({ validFrom }: MappingValidity, { validTo }: MappingValidity): boolean {
  return validFrom === null || validTo === null || validFrom <= validTo
}
