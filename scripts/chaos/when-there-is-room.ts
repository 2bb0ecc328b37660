import { setTimeout as wait } from 'node:timers/promises'

const LONGEST_MS = 60_000
const PAUSE_MS = 500

/**
 * Asks again while PostgreSQL has no connection left. A half-open link keeps the connections that the workers gave up and
 * replaced, so that the server is full until the link heals; that is the workers' to bear, and not the checker's end.
 */
export async function whenThereIsRoom<T>(ask: () => Promise<T>): Promise<T> {
  const deadlineMs = performance.now() + LONGEST_MS
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isServerFull(error) || performance.now() > deadlineMs) throw error
      await wait(PAUSE_MS)
    }
  }
}

/** `too_many_connections`; Prisma keeps the message, not the code. */
function isServerFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : null
  return code === '53300' || /remaining connection slots|too many clients/.test(error.message)
}
