import 'server-only'
import { type CredentialExpiry, secretExpiry } from '#lib/domain/secret-expiry.ts'
import { webComposition } from './web-composition.ts'

/** What everybody should know of the app registration's secret and certificate; empty while there is nothing to know. */
export function findSecretExpiry(): CredentialExpiry[] {
  const { env, clock, clientCertificateExpiresAt } = webComposition()
  const now = clock.now()
  const certificateDate = clientCertificateExpiresAt?.toISOString().slice(0, 10)
  return [
    secretExpiry('secret', env.ENTRA_CLIENT_SECRET_EXPIRES, now),
    secretExpiry('certificate', certificateDate, now),
  ].filter((expiry) => expiry !== null)
}
