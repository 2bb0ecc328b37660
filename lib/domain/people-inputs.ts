import { z } from 'zod'
import { addDays, type LocalDate } from './wall-clock.ts'

const LONGEST_OWNER = 320
const LONGEST_REASON = 500
/** Whoever is away for longer has left, or another date can be given then. */
export const LONGEST_MUTE_DAYS = 366

const connectorId = z.guid().toLowerCase()
const owner = z.string().min(1).max(LONGEST_OWNER)

export const muteInput = z.object({
  connectorId,
  owner,
  reason: z.string().trim().min(1, 'required').max(LONGEST_REASON, 'tooLong'),
  until: z.iso.date('dateInvalid'),
})

export type MuteInput = z.output<typeof muteInput>

export const unmuteInput = z.object({ connectorId, owner })

/** The dates up to which a silence can be muted, by the calendar of the connector. */
export function muteRange(today: LocalDate): { first: LocalDate; last: LocalDate } {
  return { first: today, last: addDays(today, LONGEST_MUTE_DAYS) }
}
