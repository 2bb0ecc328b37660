import 'server-only'
import { cookies } from 'next/headers'
import { toLocalPath } from './local-path.ts'
import { webComposition } from './web-composition.ts'

/**
 * The path that a sign-in leads back to. After one that Entra ID or this app refused, next-auth does not always say it
 * again in the address, but keeps it in a cookie of its own: the next attempt leads there too.
 */
export async function findReturnPath(searchParams: {
  callbackUrl?: unknown
  error?: unknown
}): Promise<string> {
  const appUrl = webComposition().env.NEXTAUTH_URL
  const { callbackUrl, error } = searchParams
  if (callbackUrl !== undefined || error === undefined) return toLocalPath(callbackUrl, appUrl)
  const prefix = appUrl.startsWith('https:') ? '__Secure-' : ''
  return toLocalPath((await cookies()).get(`${prefix}next-auth.callback-url`)?.value, appUrl)
}
