import 'server-only'
import { secretExpiry } from '#lib/domain/secret-expiry.ts'
import { webComposition } from './web-composition.ts'

/** What everybody should know of the app registration's client secret; null while there is nothing to know. */
export function findSecretExpiry() {
  const { env, clock } = webComposition()
  return secretExpiry(env.ENTRA_CLIENT_SECRET_EXPIRES, clock.now())
}
