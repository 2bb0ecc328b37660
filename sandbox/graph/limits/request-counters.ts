export type RequestCounters = ReturnType<typeof createRequestCounters>

/** What came, and how it was answered. */
export function createRequestCounters() {
  let routes = new Map<string, Map<string, { requests: number; parts: number }>>()
  let faults = new Map<string, number>()
  let times = noTimes()
  let holds = new Map<string, { untilMs: number; totalMs: number }>()

  return {
    /** @param outcome an HTTP status, or what became of the connection. */
    answered(route: string, outcome: number | 'cut' | 'hang', isPart: boolean): void {
      let outcomes = routes.get(route)
      if (!outcomes) {
        outcomes = new Map()
        routes.set(route, outcomes)
      }
      const key = String(outcome)
      let count = outcomes.get(key)
      if (!count) {
        count = { requests: 0, parts: 0 }
        outcomes.set(key, count)
      }
      if (isPart) count.parts += 1
      else count.requests += 1
    },
    faulted(fault: string): void {
      faults.set(fault, (faults.get(fault) ?? 0) + 1)
    },
    /** A message is about to be made, or has been. */
    create(at: 'begins' | 'done', nowMs: number): void {
      if (at === 'begins') times.firstCreateAtMs ??= nowMs
      else {
        times.messagesCreated += 1
        times.lastCreatedAtMs = nowMs
      }
    },
    answeredAt(nowMs: number): void {
      times.lastAnswerAtMs = nowMs
    },
    /** A mailbox was told to wait. Waits that overlap are one. */
    held(mailbox: string, nowMs: number, waitMs: number): void {
      const known = holds.get(mailbox) ?? { untilMs: 0, totalMs: 0 }
      const untilMs = Math.max(known.untilMs, nowMs + waitMs)
      const totalMs = known.totalMs + untilMs - Math.max(known.untilMs, nowMs)
      holds.set(mailbox, { untilMs, totalMs })
    },
    read() {
      return {
        routes: Object.fromEntries(
          [...routes].map(([route, outcomes]) => [route, Object.fromEntries(outcomes)]),
        ),
        faults: Object.fromEntries(faults),
        messagesCreated: times.messagesCreated,
        firstCreateAt: toIso(times.firstCreateAtMs),
        lastCreatedAt: toIso(times.lastCreatedAtMs),
        lastAnswerAt: toIso(times.lastAnswerAtMs),
        /** Of the mailbox that was told to wait for longest. */
        longestHoldMs: Math.max(0, ...[...holds.values()].map(({ totalMs }) => totalMs)),
      }
    },
    reset(): void {
      routes = new Map()
      faults = new Map()
      times = noTimes()
      holds = new Map()
    },
  }
}

type Times = {
  messagesCreated: number
  firstCreateAtMs: number | null
  lastCreatedAtMs: number | null
  lastAnswerAtMs: number | null
}

function noTimes(): Times {
  return { messagesCreated: 0, firstCreateAtMs: null, lastCreatedAtMs: null, lastAnswerAtMs: null }
}

function toIso(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString()
}
