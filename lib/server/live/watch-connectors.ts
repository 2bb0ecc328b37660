import { z } from 'zod'
import type { LiveEnd, LiveStep } from '#lib/domain/live-connectors.ts'
import type { Clock } from '#lib/sync/ports/clock.ts'
import type { WatchedCall } from '../watched-call.ts'
import type { LiveFeeds } from './live-feeds.ts'

/** Whoever looks longer asks again, and is asked again who they are: roles travel in the cookie. */
export const MOST_WATCHED_MS = 5 * 60_000

const nothing = z.object({})

/** Tells whoever looks at connectors what moves of them, until they look away or their session ends. */
export function watchConnectorsCall(
  ports: () => { feeds: LiveFeeds; clock: Clock; wait: (ms: number, signal: AbortSignal) => Promise<void> },
): WatchedCall<typeof nothing, LiveEnd, LiveStep> {
  return {
    name: 'connectors.watch',
    permission: 'read',
    changesNothing: true,
    input: nothing,
    async handle({ caller, report, signal }) {
      const { feeds, clock, wait } = ports()
      const sessionMs = caller.endsAt ? caller.endsAt.getTime() - clock.now().getTime() : MOST_WATCHED_MS
      const done = new AbortController()
      const stopped = signal ? AbortSignal.any([signal, done.signal]) : done.signal
      let ended: LiveEnd['ended'] = 'lifetime'
      const stopListening = feeds.listen(caller.tenantId, {
        onStep: (step) => report?.(step),
        onFault: () => {
          ended = 'fault'
          done.abort()
        },
      })
      if (!stopListening) return { ok: true, value: { ended: 'full' } }
      await wait(Math.max(0, Math.min(sessionMs, MOST_WATCHED_MS)), stopped)
      stopListening()
      return { ok: true, value: { ended } }
    },
  }
}
