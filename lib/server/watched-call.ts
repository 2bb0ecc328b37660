import type { z } from 'zod'
import type { CallDefinition, Caller, Handled } from './guard-call.ts'

/** A call that says how far it has come while it is at it, and that can be stopped. Without a watcher it is any other. */
export type WatchedCall<Schema extends z.ZodType, T, Step> = Omit<CallDefinition<Schema, T>, 'handle'> & {
  handle: (call: {
    caller: Caller
    input: z.output<Schema>
    report?: (step: Step) => void
    signal?: AbortSignal
  }) => Promise<Handled<T>>
}
