import { z } from 'zod'

/**
 * What can go wrong with a request, and when: before it took effect, after, or with the effect coming late. `Cut` ends
 * the connection, `Hang` leaves it open and never answers. A part of a `$batch` has no connection of its own: there both
 * are a 504.
 */
export const FAULTS = [
  'before429',
  'before503',
  'before504',
  'beforeCut',
  'beforeHang',
  'after429',
  'after503',
  'after504',
  'afterCut',
  'afterHang',
  'late503',
  'late504',
  'lateCut',
  'lateHang',
] as const

export type Fault = (typeof FAULTS)[number]

const milliseconds = z.number().int().min(0).max(600_000)
const limit = z.number().int().positive().nullable()
/** `*` stands for anything, as in `POST *messages`; the route as `GET /counters` names it. */
const match = z.string().min(1).max(200)

export const graphKnobs = z
  .strictObject({
    /** Same seed and same order of requests: same faults, same latencies. */
    seed: z.number().int().default(1),
    latencyMs: milliseconds.default(0),
    /** Drawn anew for every request, and added. */
    latencyJitterMs: milliseconds.default(0),
    /** Per request, from 0 to 1. */
    rates: z.partialRecord(z.enum(FAULTS), z.number().min(0).max(1)).default({}),
    /** Which requests the rates are for. */
    ratesMatch: match.default('*'),
    /** The n-th request that matches, counted since these were set, and the `times - 1` after it. */
    faultsAt: z
      .array(
        z.strictObject({
          match: match.default('*'),
          /** Id or user principal name; left out: of every mailbox. */
          mailbox: z.string().optional(),
          n: z.number().int().positive(),
          times: z.number().int().positive().default(1),
          fault: z.enum(FAULTS),
        }),
      )
      .max(1000)
      .default([]),
    /** When the effect of a late fault comes. */
    lateEffectMs: milliseconds.default(2000),
    /** Of every 429, and of half of the 503 that are made up. */
    retryAfterSeconds: z.number().int().min(0).max(600).default(1),
    filterVisibilityMs: milliseconds.default(0),
    /** Refused with 429 from now on, for so long. */
    throttledMailboxes: z
      .array(z.strictObject({ mailbox: z.string(), seconds: z.number().positive().max(86_400) }))
      .max(10_000)
      .default([]),
    /** null switches a limit off. */
    limits: z
      .strictObject({
        concurrentPerMailbox: limit.default(4),
        requestsPer10Minutes: limit.default(10_000),
        uploadBytesPer5Minutes: limit.default(150_000_000),
        directoryUnitsPer10Seconds: limit.default(null),
        /** Decimal, which is the stricter reading of 36 MB. */
        maxMessageBytes: z.number().int().positive().default(36_000_000),
        mailboxQuotaBytes: limit.default(null),
        uploadSessionSeconds: z.number().positive().max(86_400).default(3600),
      })
      .prefault({}),
  })
  .refine((knobs) => Object.values(knobs.rates).reduce((sum, rate) => sum + rate, 0) <= 1, {
    message: 'the rates must not add up to more than 1',
    path: ['rates'],
  })

export type GraphKnobs = z.output<typeof graphKnobs>
