import { setTimeout as wait } from 'node:timers/promises'
import type { ChildExit, RunningChild } from './child-process.ts'
import { readLogTail } from './log-tail.ts'

const POLL_MS = 100

/**
 * Waits until `check` answers something other than undefined, and returns it. A check that throws is asked again.
 *
 * @throws {NotReadyError} with the last lines of the log, when the program ends first or the time is over.
 */
export async function waitUntilReady<T>(
  child: RunningChild,
  check: () => Promise<T | undefined>,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<T> {
  const deadline = performance.now() + options.timeoutMs
  let exit: ChildExit | undefined
  void child.exited.then((value) => {
    exit = value
  })
  while (performance.now() < deadline) {
    options.signal?.throwIfAborted()
    const answer = await check().catch(() => undefined)
    if (answer !== undefined) return answer
    if (exit) throw new NotReadyError(child, describeExit(exit))
    await wait(POLL_MS)
  }
  throw new NotReadyError(child, `was not ready within ${Math.round(options.timeoutMs / 1000)} s`)
}

export class NotReadyError extends Error {
  readonly code = 'child_not_ready'

  constructor(child: RunningChild, what: string) {
    super(`${child.name} ${what}. Its last output (${child.logPath}):\n${readLogTail(child.logPath)}`)
    this.name = 'NotReadyError'
  }
}

export function describeExit(exit: ChildExit): string {
  return exit.signal ? `was ended by ${exit.signal}` : `ended with exit code ${exit.code}`
}
