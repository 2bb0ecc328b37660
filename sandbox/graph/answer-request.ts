import type { GraphContext, GraphRequest, GraphResponse } from './graph-exchange.ts'
import { toGraphInstant } from './graph-instant.ts'
import { GraphRefusal } from './graph-refusal.ts'
import { createRouter } from './router.ts'
import { GRAPH_ROUTES } from './routes.ts'
import type { TokenVerifier } from './verify-token.ts'

export type GraphAnswerer = (request: GraphRequest) => Promise<GraphResponse>

/** Answers one request, or one part of a batch: the token first, then the route. Refusals become Graph's error shape. */
export function createAnswerer(context: GraphContext, verify: TokenVerifier): GraphAnswerer {
  const router = createRouter(GRAPH_ROUTES)
  return async (request) => {
    const requestId = context.newId()
    const headers = { 'request-id': requestId, 'client-request-id': clientRequestId(request, requestId) }
    try {
      const response = await answer(request)
      return { ...response, headers: { ...headers, ...response.headers } }
    } catch (error) {
      return toErrorResponse(
        error instanceof GraphRefusal ? error : internalError(error),
        headers,
        context.now(),
      )
    }
  }

  async function answer(request: GraphRequest): Promise<GraphResponse> {
    const authorization = request.headers.authorization
    const { route, params } = await findRoute(request)
    await verify(authorization === undefined ? undefined : String(authorization), route.permission)
    return route.handle(context, request, params)
  }

  async function findRoute(request: GraphRequest) {
    try {
      return router.find(request.method, request.path)
    } catch (error) {
      // A stranger is not told what exists.
      await verify(String(request.headers.authorization ?? ''), 'Mail.ReadWrite')
      throw error
    }
  }
}

export function toErrorResponse(
  refusal: GraphRefusal,
  headers: Record<string, string>,
  now: Date,
): GraphResponse {
  const innerError = { date: toGraphInstant(now).slice(0, -1), ...headers }
  return {
    status: refusal.status,
    headers,
    body: { error: { code: refusal.code, message: refusal.message, innerError } },
  }
}

function clientRequestId(request: GraphRequest, fallback: string): string {
  const given = request.headers['client-request-id']
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : fallback
}

/** A bug of the sandbox itself: said as such, so that nobody looks for it in the client. */
function internalError(error: unknown): GraphRefusal {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new GraphRefusal(500, 'SandboxFault', `The sandbox failed: ${reason}`)
}
