import { daysBetween, type LocalDate } from './wall-clock.ts'

/** Long enough to get a new secret through a change process. */
const ANNOUNCED_DAYS = 30

/**
 * Whether the client secret has to be renewed, by the date that Entra gave for it; null while there is time, and where the
 * operator has not told the date. Entra counts in UTC. With the date itself the secret counts as expired: nobody should rely
 * on its last hours.
 */
export function secretExpiry(
  expiresOn: LocalDate | undefined,
  now: Date,
): { expiresOn: LocalDate; daysLeft: number } | null {
  if (!expiresOn) return null
  const daysLeft = Math.max(0, daysBetween(now.toISOString().slice(0, 10), expiresOn))
  return daysLeft <= ANNOUNCED_DAYS ? { expiresOn, daysLeft } : null
}
