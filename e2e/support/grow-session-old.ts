import type { BrowserContext } from '@playwright/test'
import { decode, encode } from 'next-auth/jwt'
import { demoPaths } from '../../scripts/demo/data-folder.ts'
import type { DemoFacts } from '../../scripts/demo/facts.ts'
import { readOrMakeSecrets } from '../../scripts/demo/secrets.ts'

const COOKIE = 'next-auth.session-token'

/** Makes the browser's session one of nine hours ago, in a cookie that is itself alive, as a page that asks keeps it. */
export async function growSessionOld(context: BrowserContext, demo: DemoFacts): Promise<void> {
  const { nextAuthSecret: secret } = readOrMakeSecrets(demoPaths(demo.dataDir).secrets)
  const cookie = (await context.cookies()).find(({ name }) => name === COOKIE)
  const token = cookie && (await decode({ token: cookie.value, secret }))
  const claims = token?.claims
  if (!cookie || !claims || typeof claims !== 'object') throw new Error('Nobody is signed in.')
  const signedInAtMs = Date.now() - 9 * 3_600_000
  const value = await encode({ token: { claims: { ...claims, signedInAtMs } }, secret })
  await context.addCookies([{ ...cookie, value }])
}
