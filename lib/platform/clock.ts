import type { Clock } from '#lib/sync/ports/clock.ts'

export const systemClock: Clock = { now: () => new Date() }
