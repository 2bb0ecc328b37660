import 'server-only'
import { randomUUID } from 'node:crypto'
import { createAuthOptions } from '#lib/auth/options.ts'
import { composition } from '#lib/composition.ts'
import type { WebComposition } from './web-ports.ts'

let cached: WebComposition | undefined

/** What the web app works with. Made at the first request: a build has no environment. */
export function webComposition(): WebComposition {
  if (cached) return cached
  const { env, log, clock, database, secretBox, site, planRun } = composition()
  const authOptions = createAuthOptions({ env, clock, log })
  cached = { env, log, clock, database, secretBox, site, planRun, newId: randomUUID, authOptions }
  return cached
}
