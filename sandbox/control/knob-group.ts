import type { z } from 'zod'

/** Settings that can be turned while the sandbox runs. Every change is parsed whole: a wrong one changes nothing. */
export type KnobGroup<Knobs extends object = object> = {
  name: string
  get(): Knobs
  /** What `input` leaves out gets its default. @throws {z.ZodError} */
  replace(input: unknown): void
  /** What `input` leaves out stays; groups within the group are merged one level deep. @throws {z.ZodError} */
  merge(input: unknown): void
  reset(): void
}

/** @param schema gives every knob a default. @param onChange is told which knobs the change named. */
export function createKnobGroup<Schema extends z.ZodType<object>>(
  name: string,
  schema: Schema,
  onChange: (knobs: z.output<Schema>, named: readonly string[]) => void = () => undefined,
): KnobGroup<z.output<Schema>> {
  let knobs = schema.parse({})
  const set = (next: z.output<Schema>, named: readonly string[]) => {
    knobs = next
    onChange(knobs, named)
  }
  return {
    name,
    get: () => knobs,
    replace: (input) => set(schema.parse(input), Object.keys(knobs)),
    merge(input) {
      if (!isPlainObject(input)) throw schema.safeParse(input).error ?? new TypeError('Knobs are an object.')
      const merged = Object.fromEntries(Object.entries(knobs)) as Record<string, unknown>
      for (const [key, value] of Object.entries(input)) {
        const current = merged[key]
        merged[key] = isPlainObject(current) && isPlainObject(value) ? { ...current, ...value } : value
      }
      set(schema.parse(merged), Object.keys(input))
    },
    reset: () => set(schema.parse({}), Object.keys(knobs)),
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
