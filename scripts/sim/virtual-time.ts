export type VirtualTime = {
  /** Milliseconds since 1970: what a clock without fault shows. */
  now(): number
  sleep(timeMs: number): Promise<void>
  after(timeMs: number, work: () => void): void
  /** Lets things happen one after the other until `isOver`, or until the limits are reached. */
  runUntil(isOver: () => boolean, limits: { untilMs: number; mostEvents: number }): Promise<'over' | 'limit'>
}

type Event = { atMs: number; order: number; work: () => void }

/**
 * Time that passes only when everything that could happen at a moment has happened. What is due at the same moment happens
 * in the order in which it was asked for, so that a seed is always the same story.
 */
export function createVirtualTime(startMs: number): VirtualTime {
  const heap: Event[] = []
  let nowMs = startMs
  let order = 0

  function after(timeMs: number, work: () => void): void {
    push(heap, { atMs: nowMs + Math.max(0, timeMs), order: order++, work })
  }

  return {
    now: () => nowMs,
    after,
    sleep: (timeMs) => new Promise((resolve) => after(timeMs, resolve)),
    async runUntil(isOver, limits) {
      for (let events = 0; events < limits.mostEvents; events += 1) {
        if (isOver()) return 'over'
        const event = pop(heap)
        if (!event || event.atMs > limits.untilMs) return 'limit'
        nowMs = event.atMs
        event.work()
        await everythingThatFollows()
      }
      return 'limit'
    },
  }
}

/** Promises settle before the event loop turns: when it has, nothing is left that could go on by itself. */
function everythingThatFollows(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function isBefore(one: Event, other: Event): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)
}

function push(heap: Event[], event: Event): void {
  let index = heap.push(event) - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (!isBefore(event, heap[parent] as Event)) break
    heap[index] = heap[parent] as Event
    index = parent
  }
  heap[index] = event
}

function pop(heap: Event[]): Event | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (!first || !last || heap.length === 0) return first
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1
    if (!isBefore(heap[child] as Event, last)) break
    heap[index] = heap[child] as Event
    index = child
  }
  heap[index] = last
  return first
}
