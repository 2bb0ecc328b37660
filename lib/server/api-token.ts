import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether a request carries the bearer token. Without a configured token nothing does. The comparison takes the same
 * time wherever the two differ; hashing first makes their lengths equal.
 */
export function carriesApiToken(authorization: string | null, token: string | undefined): boolean {
  const [, given] = /^Bearer ([\x21-\x7e]{1,1000})$/i.exec(authorization ?? '') ?? []
  if (!given || !token) return false
  return timingSafeEqual(digest(given), digest(token))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
