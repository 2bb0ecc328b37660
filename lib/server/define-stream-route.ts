import 'server-only'
import type { z } from 'zod'
import { guardPorts } from './guard-ports.ts'
import { readBoundedJson } from './read-bounded-json.ts'
import { isSameOrigin } from './same-origin.ts'
import { findSessionCaller } from './session-caller.ts'
import { streamCall } from './stream-call.ts'
import type { WatchedCall } from './watched-call.ts'
import { webComposition } from './web-composition.ts'

/**
 * Makes a route handler that answers people of our own pages with lines of JSON, as things happen. Refusals are lines
 * too: what comes of a call is known when its headers are gone.
 */
export function defineStreamRoute<Schema extends z.ZodType, T, Step>(
  definition: WatchedCall<Schema, T, Step>,
) {
  return async (request: Request): Promise<Response> => {
    const { env } = webComposition()
    const caller = await findSessionCaller()
    const isOurOrigin = isSameOrigin(request.headers, { appUrl: env.NEXTAUTH_URL, originRequired: true })
    // Who is nobody gets no body read either.
    const input = caller && (await readBoundedJson(request))
    const stream = streamCall(
      definition,
      { caller, isOurOrigin, input, signal: request.signal },
      guardPorts(),
    )
    // no-transform: compression would hold the lines back.
    return new Response(stream, {
      headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store, no-transform' },
    })
  }
}
