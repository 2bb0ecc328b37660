import type { GraphKnobs } from '../faults/graph-knobs.ts'
import { GraphRefusal } from '../graph-refusal.ts'
import { SlidingWindow } from './sliding-window.ts'

const MINUTE_MS = 60_000

type Usage = {
  inFlight: number
  largestInFlight: number
  requests: SlidingWindow
  uploadBytes: SlidingWindow
}

export type MailboxThrottle = ReturnType<typeof createMailboxThrottle>

/** Exchange's limits per app and mailbox. A refused request counts as a request, and takes no place. */
export function createMailboxThrottle(knobs: () => GraphKnobs, now: () => Date) {
  const usages = new Map<string, Usage>()
  const closedUntilMs = new Map<string, number>()
  const directory = new Map<string, SlidingWindow>()

  function usageOf(key: string): Usage {
    let usage = usages.get(key)
    if (!usage) {
      usage = {
        inFlight: 0,
        largestInFlight: 0,
        requests: new SlidingWindow(10 * MINUTE_MS),
        uploadBytes: new SlidingWindow(5 * MINUTE_MS),
      }
      usages.set(key, usage)
    }
    return usage
  }

  return {
    /**
     * Takes a place. @returns how to give it back.
     * @throws {GraphRefusal} 429
     */
    enter(appId: string, mailbox: string): () => void {
      const usage = usageOf(`${appId} ${mailbox}`)
      const { limits } = knobs()
      const nowMs = now().getTime()
      usage.requests.add(nowMs, 1)
      usage.largestInFlight = Math.max(usage.largestInFlight, usage.inFlight + 1)
      const closedMs = (closedUntilMs.get(mailbox) ?? 0) - nowMs
      if (closedMs > 0) throw throttled('MailboxConcurrency', closedMs)
      const { concurrentPerMailbox, requestsPer10Minutes } = limits
      if (concurrentPerMailbox !== null && usage.inFlight >= concurrentPerMailbox) {
        throw throttled('MailboxConcurrency', knobs().retryAfterSeconds * 1000)
      }
      if (requestsPer10Minutes !== null && usage.requests.total(nowMs) > requestsPer10Minutes) {
        throw throttled('RequestCount', usage.requests.msUntil(nowMs, requestsPer10Minutes - 1))
      }
      usage.inFlight += 1
      let hasLeft = false
      return () => {
        if (!hasLeft) usage.inFlight -= 1
        hasLeft = true
      }
    },
    /** @throws {GraphRefusal} 429 */
    upload(appId: string, mailbox: string, bytes: number): void {
      const limit = knobs().limits.uploadBytesPer5Minutes
      const { uploadBytes } = usageOf(`${appId} ${mailbox}`)
      const nowMs = now().getTime()
      if (limit !== null && uploadBytes.total(nowMs) + bytes > limit) {
        throw throttled('IncomingBytes', uploadBytes.msUntil(nowMs, Math.max(limit - bytes, 0)))
      }
      uploadBytes.add(nowMs, bytes)
    },
    /** Resource units of the directory, which counts per app and tenant. @throws {GraphRefusal} 429 */
    ask(appId: string, units: number): void {
      const limit = knobs().limits.directoryUnitsPer10Seconds
      if (limit === null) return
      const used = directory.get(appId) ?? new SlidingWindow(10_000, 10)
      directory.set(appId, used)
      const nowMs = now().getTime()
      if (used.total(nowMs) + units > limit) {
        const headers = retryAfter(used.msUntil(nowMs, limit - units))
        throw new GraphRefusal(429, 'TooManyRequests', 'Too many requests.', headers)
      }
      used.add(nowMs, units)
    },
    /** Refuses everything for a mailbox for a while. */
    closeMailbox(mailbox: string, durationMs: number): void {
      closedUntilMs.set(mailbox, now().getTime() + durationMs)
    },
    reopenMailboxes: () => closedUntilMs.clear(),
    /** Per app and mailbox, the most that was under way at a time, with those that were refused for it. */
    largestInFlight(): Record<string, number> {
      const largest: Record<string, number> = {}
      for (const [key, usage] of usages) {
        const mailbox = key.slice(key.indexOf(' ') + 1)
        largest[mailbox] = Math.max(largest[mailbox] ?? 0, usage.largestInFlight)
      }
      return largest
    },
    /** Forgets what was used; what is under way keeps its place. */
    reset(): void {
      for (const [key, usage] of usages) {
        if (usage.inFlight === 0) usages.delete(key)
        else {
          usage.largestInFlight = usage.inFlight
          usage.requests = new SlidingWindow(10 * MINUTE_MS)
          usage.uploadBytes = new SlidingWindow(5 * MINUTE_MS)
        }
      }
      directory.clear()
      closedUntilMs.clear()
    },
  }
}

function throttled(
  limit: 'MailboxConcurrency' | 'RequestCount' | 'IncomingBytes',
  waitMs: number,
): GraphRefusal {
  const message = `Application is over its ${limit} limit.`
  return new GraphRefusal(429, 'ApplicationThrottled', message, retryAfter(waitMs))
}

function retryAfter(waitMs: number): Record<string, string> {
  return { 'retry-after': String(Math.ceil(waitMs / 1000)) }
}
