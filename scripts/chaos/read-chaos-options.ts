import { parseArgs } from 'node:util'
import { z } from 'zod'

/** Each takes away one thing that the engine relies on. A checker that then finds nothing proves nothing. */
export const SABOTAGES = ['no-lookup', 'no-key', 'no-fence', 'no-deadline'] as const

const options = z.object({
  /** What the runs are drawn from: run k of seed N is run 0 of seed N + k. */
  seed: z.coerce.number().int().min(0).default(1),
  runs: z.coerce.number().int().min(1).max(100_000).default(1),
  /** Messages of each of a run's two days. */
  messages: z.coerce.number().int().min(10).max(20_000).default(60),
  sabotage: z.enum(SABOTAGES).nullable().default(null),
  /** Tells each fault as it happens. */
  trace: z.boolean().default(false),
  /** Leaves logs, database and packages where they are, and says where. */
  keep: z.boolean().default(false),
})

export type ChaosOptions = z.infer<typeof options>

/** @throws {z.ZodError} */
export function readChaosOptions(args: string[]): ChaosOptions {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      runs: { type: 'string' },
      messages: { type: 'string' },
      sabotage: { type: 'string' },
      trace: { type: 'boolean' },
      keep: { type: 'boolean' },
    },
  })
  return options.parse(values)
}
