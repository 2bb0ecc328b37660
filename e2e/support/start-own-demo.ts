import { FACTS_VARIABLE, test } from './demo.ts'
import startDemo from './start-demo.ts'

/** The app is built already when the first demo is up; this is for a busy machine. */
const START_TIMEOUT_MS = 3 * 60_000

/**
 * Gives the tests of a file a demo of their own, for what would disturb those who share one: connectors that import the
 * packages again, host keys that change.
 */
export function startOwnDemo(...args: string[]): void {
  let stopDemo: (() => Promise<void>) | undefined
  const sharedFacts = process.env[FACTS_VARIABLE]

  test.beforeAll(async () => {
    test.setTimeout(START_TIMEOUT_MS)
    stopDemo = await startDemo(undefined, args)
  })

  test.afterAll(async () => {
    test.setTimeout(START_TIMEOUT_MS)
    await stopDemo?.()
    // The next spec of this process uses the shared one again.
    process.env[FACTS_VARIABLE] = sharedFacts
  })
}
