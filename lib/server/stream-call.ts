import type { z } from 'zod'
import type { ActionResult } from '#lib/domain/action-result.ts'
import { type Caller, type GuardPorts, guardCall } from './guard-call.ts'
import type { WatchedCall } from './watched-call.ts'

/** One line of the answer: how far the call has come, and at the end what came of it. */
export type StreamedLine<T, Step> = { step: Step } | { result: ActionResult<T> }

/**
 * Runs a call through the guard and gives its steps as lines of JSON while it is at it. Whoever stops reading, or
 * closes the connection, stops the call.
 */
export function streamCall<Schema extends z.ZodType, T, Step>(
  definition: WatchedCall<Schema, T, Step>,
  call: { caller: Caller | null; isOurOrigin: boolean; input: unknown; signal: AbortSignal },
  ports: GuardPorts,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const stopped = new AbortController()
  const signal = AbortSignal.any([stopped.signal, call.signal])
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: StreamedLine<T, Step>) => {
        if (!stopped.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      const watched = {
        ...definition,
        handle: (asked: { caller: Caller; input: z.output<Schema> }) =>
          definition.handle({ ...asked, report: (step) => write({ step }), signal }),
      }
      const result = await guardCall(watched, call, ports)
      write({ result })
      if (!stopped.signal.aborted) controller.close()
    },
    cancel() {
      stopped.abort(new DOMException('Nobody reads the answer any more.', 'AbortError'))
    },
  })
}
