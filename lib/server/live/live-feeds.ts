import { changedConnectors, type LiveSnapshot, type LiveStep } from '#lib/domain/live-connectors.ts'

/** The most that a person can follow, and no faster than this however many look. */
const MOVING_MS = 1_000
const RESTING_MS = 5_000
/** Where counting takes long, it takes at most a tenth of the time. */
const REST_PER_READ = 9
const BEAT_MS = 10_000
/** In one process and of one tenant; more than an organization has admins. */
export const MOST_LISTENERS = 100

type Listener = { onStep: (step: LiveStep) => void; onFault: () => void }

type Feed = { listeners: Set<Listener>; last: LiveSnapshot | null; stop: AbortController }

/**
 * Reads the connectors of a tenant again and again while somebody looks, once for all who look. Nobody looking, nothing is
 * read.
 */
export function createLiveFeeds(ports: {
  read: (tenantId: string) => Promise<LiveSnapshot>
  nowMs: () => number
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  logFault: (facts: Record<string, unknown>) => void
}) {
  const feeds = new Map<string, Feed>()

  async function run(tenantId: string, feed: Feed): Promise<void> {
    let toldAtMs = ports.nowMs()
    while (!feed.stop.signal.aborted) {
      const beganMs = ports.nowMs()
      const next = await ports.read(tenantId)
      if (feed.stop.signal.aborted) return
      const nowMs = ports.nowMs()
      const step = stepTo(feed.last, next)
      feed.last = next
      if (step.isWhole || step.connectors.length > 0 || step.isReshaped || nowMs - toldAtMs >= BEAT_MS) {
        toldAtMs = nowMs
        const { isReshaped: _, ...told } = step
        for (const listener of feed.listeners) listener.onStep(told)
      }
      const restMs = Math.max(next.isMoving ? MOVING_MS : RESTING_MS, (nowMs - beganMs) * REST_PER_READ)
      await ports.wait(restMs, feed.stop.signal)
    }
  }

  function open(tenantId: string): Feed {
    const feed: Feed = { listeners: new Set(), last: null, stop: new AbortController() }
    feeds.set(tenantId, feed)
    run(tenantId, feed).catch((error: unknown) => {
      ports.logFault({ tenantId, err: error })
      if (feeds.get(tenantId) === feed) feeds.delete(tenantId)
      for (const listener of feed.listeners) listener.onFault()
    })
    return feed
  }

  return {
    /** @returns how to hear no more; null when too many listen already. */
    listen(tenantId: string, listener: Listener): (() => void) | null {
      const known = feeds.get(tenantId)
      if (known && known.listeners.size >= MOST_LISTENERS) return null
      const feed = known ?? open(tenantId)
      feed.listeners.add(listener)
      if (feed.last) listener.onStep(wholeStep(feed.last))
      return () => {
        feed.listeners.delete(listener)
        if (feed.listeners.size > 0) return
        feed.stop.abort()
        if (feeds.get(tenantId) === feed) feeds.delete(tenantId)
      }
    },
  }
}

export type LiveFeeds = ReturnType<typeof createLiveFeeds>

function stepTo(before: LiveSnapshot | null, after: LiveSnapshot): LiveStep & { isReshaped: boolean } {
  if (!before) return { ...wholeStep(after), isReshaped: true }
  return {
    ...wholeStep(after),
    isWhole: false,
    connectors: changedConnectors(before, after),
    isReshaped: before.shape !== after.shape,
  }
}

function wholeStep({ at, shape, connectors }: LiveSnapshot): LiveStep {
  return { at, shape, isWhole: true, connectors }
}
