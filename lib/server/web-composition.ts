import 'server-only'
import { randomUUID } from 'node:crypto'
import { createAuthOptions } from '#lib/auth/options.ts'
import { composition } from '#lib/composition.ts'
import type { WebComposition } from './web-ports.ts'

let cached: WebComposition | undefined

/** What the web app works with. Made at the first request: a build has no environment. */
export function webComposition(): WebComposition {
  if (cached) return cached
  const parts = composition()
  const authOptions = createAuthOptions({ env: parts.env, clock: parts.clock, log: parts.log })
  cached = { ...parts, newId: randomUUID, authOptions }
  return cached
}
