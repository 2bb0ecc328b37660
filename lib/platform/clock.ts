import type { Clock } from '#lib/sync/ports.ts'

export const systemClock: Clock = { now: () => new Date() }
