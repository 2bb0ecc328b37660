import { daysBetween, type LocalDate } from './wall-clock.ts'

export type CredentialKind = 'secret' | 'certificate'

/** What the app proves itself with to Entra, and when that ends. */
export type CredentialExpiry = { kind: CredentialKind; expiresOn: LocalDate; daysLeft: number }

/** Long enough to get a new one through a change process. */
const ANNOUNCED_DAYS = 30

/**
 * Whether the client secret, or the certificate, has to be renewed, by the date that Entra or itself gave for it; null while there is time, and where the
 * operator has not told the date. Entra counts in UTC. With the date itself it counts as expired: nobody should rely
 * on its last hours.
 */
export function secretExpiry(
  kind: CredentialKind,
  expiresOn: LocalDate | undefined,
  now: Date,
): CredentialExpiry | null {
  if (!expiresOn) return null
  const daysLeft = Math.max(0, daysBetween(now.toISOString().slice(0, 10), expiresOn))
  return daysLeft <= ANNOUNCED_DAYS ? { kind, expiresOn, daysLeft } : null
}
