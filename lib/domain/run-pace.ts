/** What was done when a run was counted. */
export type PacePoint = { at: Date; done: number }

/** Deliveries a second between two counts; `at` is the end of that time. */
export type PaceRate = { at: Date; perSecond: number }

/** Fewer draw no line. */
export const LEAST_RATES = 2

/** What "now" is taken from: short enough to follow a change, long enough that one slice does not make it jump. */
const NOW_MS = 60_000
/** A forecast from less than that would jump about. */
const FORECAST_FROM_MS = 30_000
const SECOND_MS = 1_000
const MINUTE_MS = 60_000

/** How fast it went from count to count. */
export function ratesOf(points: readonly PacePoint[]): PaceRate[] {
  return points.slice(1).flatMap((point, index) => {
    const rate = rateBetween(points[index], point)
    return rate === null ? [] : [{ at: point.at, perSecond: rate }]
  })
}

/** Deliveries a second of late; null when too little is known. */
export function rateNow(points: readonly PacePoint[], now: Date): number | null {
  const last = points.at(-1)
  if (!last || now.getTime() - last.at.getTime() > NOW_MS) return null
  const first = points.find(({ at }) => last.at.getTime() - at.getTime() <= NOW_MS)
  if (!first || last.at.getTime() - first.at.getTime() < FORECAST_FROM_MS) return null
  return rateBetween(first, last)
}

/** Whole minutes, rounded up; null when nobody can tell. */
export function minutesLeft(points: readonly PacePoint[], pending: number, now: Date): number | null {
  const rate = rateNow(points, now)
  if (!rate || pending === 0) return null
  return Math.ceil((pending / rate) * (SECOND_MS / MINUTE_MS))
}

/** Over all of a run's time to deliver; null when that was too short to say. */
export function averageRate(done: number, from: Date | null, to: Date | null): number | null {
  if (!from || !to || to.getTime() - from.getTime() < SECOND_MS) return null
  return done / ((to.getTime() - from.getTime()) / SECOND_MS)
}

function rateBetween(from: PacePoint | undefined, to: PacePoint): number | null {
  if (!from || to.at <= from.at) return null
  return Math.max(0, to.done - from.done) / ((to.at.getTime() - from.at.getTime()) / SECOND_MS)
}
