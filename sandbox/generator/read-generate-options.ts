import { parseArgs } from 'node:util'
import { z } from 'zod'

export const GENERATE_USAGE = `Usage: npm run sandbox:generate -- --seed N --days D --out DIR [options]

  --seed N          Any text or number; the same seed gives the same packages, byte for byte.
  --days D          How many days, 1 to 366.
  --out DIR         Packages go to DIR/packages; DIR/truth.json says what must come of each message,
                    DIR/mapping.csv is the user mapping that it counts on.
  --messages M      Messages a day, 1 to 30000. Without it 200.
  --last-day DATE   The last of the days, YYYY-MM-DD. Without it 2026-11-21: a clock would make another day tomorrow.
  --hostile         Also write packages and messages that are broken on purpose.`

const wholeNumber = (option: string, most: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most,
      `--${option} takes a whole number from 1 to ${most}.`,
    )
    .transform(Number)

const required = (option: string) => z.string(`--${option} is missing.`).min(1, `--${option} is empty.`)

const generateOptions = z.object({
  seed: required('seed'),
  days: required('days').pipe(wholeNumber('days', 366)),
  out: required('out'),
  messages: wholeNumber('messages', 30_000).default(200),
  'last-day': z.string().refine(isDate, '--last-day takes a date like 2026-11-21.').default('2026-11-21'),
  hostile: z.boolean().default(false),
})

export type GenerateOptions = {
  seed: string
  days: number
  outDir: string
  messagesPerDay: number
  lastDay: string
  hasHostile: boolean
}

/** The options of the command line, or a sentence about the first that is wrong. */
export function readGenerateOptions(
  args: readonly string[],
): { ok: true; options: GenerateOptions } | { ok: false; message: string } {
  let given: unknown
  try {
    given = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
  const parsed = generateOptions.safeParse(given)
  if (!parsed.success) return { ok: false, message: parsed.error.issues[0]?.message ?? 'An option is wrong.' }
  const { seed, days, out, messages, hostile } = parsed.data
  return {
    ok: true,
    options: {
      seed,
      days,
      outDir: out,
      messagesPerDay: messages,
      lastDay: parsed.data['last-day'],
      hasHostile: hostile,
    },
  }
}

const OPTIONS = {
  seed: { type: 'string' },
  days: { type: 'string' },
  out: { type: 'string' },
  messages: { type: 'string' },
  'last-day': { type: 'string' },
  hostile: { type: 'boolean' },
} as const

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}
