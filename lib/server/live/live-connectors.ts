import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { webComposition } from '../web-composition.ts'
import { createLiveFeeds, type LiveFeeds } from './live-feeds.ts'
import { readLiveConnectors } from './read-live-connectors.ts'
import { watchConnectorsCall } from './watch-connectors.ts'

let cached: LiveFeeds | undefined

/** The one watching of connectors that all requests of this process share. */
export const watchConnectors = watchConnectorsCall(() => {
  const { log, clock } = webComposition()
  cached ??= createLiveFeeds({
    read: (tenantId) => readLiveConnectors(webComposition(), tenantId),
    nowMs: () => performance.now(),
    wait,
    logFault: (facts) => log.error(facts, 'live connectors'),
  })
  return { feeds: cached, clock, wait }
})

/** Also over when it is called off. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
