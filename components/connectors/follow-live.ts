import type { ActionResult } from '#lib/domain/action-result.ts'
import type { LiveEnd, LiveStep } from '#lib/domain/live-connectors.ts'

export type LiveLine = { step: LiveStep } | { result: ActionResult<LiveEnd> }

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

/**
 * Follows what the server tells until it is called off: whatever ends it, it is asked again, after longer and longer waits
 * while nothing comes.
 */
export async function followLive(ports: {
  /** Whether there is a session to ask with. */
  mayAsk: () => Promise<boolean>
  /** The lines of one answer. It throws when there is none, or when it has fallen silent. */
  ask: (signal: AbortSignal) => AsyncIterable<LiveLine>
  /** Also over when there is a reason to try sooner. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  onStep: (step: LiveStep) => void
  /** Nothing comes any more, and asking again at once has not helped. */
  onLost: () => void
  signal: AbortSignal
}): Promise<void> {
  const { signal } = ports
  let failures = 0
  while (!signal.aborted) {
    const isHeard = (await ports.mayAsk()) && (await hear(ports))
    if (signal.aborted) return
    if (isHeard) {
      failures = 0
    } else {
      failures += 1
      ports.onLost()
    }
    await ports.wait(waitMs(failures), signal)
  }
}

function waitMs(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS)
}

/** Whether anything was heard, and the server has not said that it cannot go on. */
async function hear(ports: Parameters<typeof followLive>[0]): Promise<boolean> {
  let isHeard = false
  try {
    for await (const line of ports.ask(ports.signal)) {
      if (ports.signal.aborted) return isHeard
      if ('result' in line) return isHeard && line.result.ok && line.result.value.ended === 'lifetime'
      isHeard = true
      ports.onStep(line.step)
    }
  } catch {
    // The next attempt tells whether there is a connection again.
  }
  return isHeard
}
