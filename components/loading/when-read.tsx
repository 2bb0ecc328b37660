import { setTimeout as wait } from 'node:timers/promises'
import { type ReactNode, Suspense } from 'react'

/** What comes within this time seems to come at once: a skeleton before it would only flash. */
const SEEMS_AT_ONCE_MS = 100

/**
 * The slow rest of a page, and a skeleton in its place until it is read. What decides about the answer's status (who
 * asks, whether it is there) belongs before it: once a skeleton is on its way, the status is 200. For that reason no
 * page has a `loading.tsx` above it.
 */
export async function WhenRead<T>(props: {
  read: () => Promise<T>
  skeleton: ReactNode
  children: (found: T) => ReactNode
}) {
  const reading = props.read().then((found) => ({ found }))
  const early = await orNullAfter(SEEMS_AT_ONCE_MS, reading)
  // Always there, so that what is open or typed inside survives when a page is read again in another time.
  return (
    <Suspense fallback={props.skeleton}>
      {early ? props.children(early.found) : <Late reading={reading}>{props.children}</Late>}
    </Suspense>
  )
}

async function Late<T>(props: { reading: Promise<{ found: T }>; children: (found: T) => ReactNode }) {
  return props.children((await props.reading).found)
}

async function orNullAfter<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  const controller = new AbortController()
  const { signal } = controller
  // An aborted wait rejects after the race is over.
  const patience = wait(ms, null, { signal }).catch(() => null)
  try {
    return await Promise.race([promise, patience])
  } finally {
    controller.abort()
  }
}
