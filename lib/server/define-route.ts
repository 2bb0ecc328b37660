import 'server-only'
import type { z } from 'zod'
import { type RefusalCode, refuse } from '#lib/domain/action-result.ts'
import { carriesApiToken } from './api-token.ts'
import { type CallDefinition, type Caller, guardCall } from './guard-call.ts'
import { guardPorts } from './guard-ports.ts'
import { readBoundedJson } from './read-bounded-json.ts'
import { isSameOrigin } from './same-origin.ts'
import { findSessionCaller } from './session-caller.ts'
import { webComposition } from './web-composition.ts'

type RouteDefinition<Schema extends z.ZodType, T> = CallDefinition<Schema, T> & {
  /** `session`: people, from our own pages. `api-token`: programs, which send no cookies. */
  authenticate: 'session' | 'api-token'
  successStatus: 200 | 201 | 202
  /** What a request is about that has no body; without it, the body is read as JSON. */
  inputOf?: (request: Request, params: RouteParams) => unknown
  /** For an answer that is not JSON. */
  respond?: (value: T) => Response
}

type RouteParams = Record<string, string | string[] | undefined>

const STATUS_BY_CODE: Partial<Record<RefusalCode, number>> = {
  'session-expired': 401,
  'cross-origin': 403,
  'no-permission': 403,
  'invalid-input': 400,
  'connector-gone': 404,
  'item-gone': 404,
  'upload-gone': 404,
  unexpected: 500,
}

/** Makes a route handler; it takes and gives JSON unless it says otherwise. Every route is made by this, but for the few that a test names. */
export function defineRoute<Schema extends z.ZodType, T>(definition: RouteDefinition<Schema, T>) {
  return async (request: Request, context: { params: Promise<RouteParams> }): Promise<Response> => {
    const isApi = definition.authenticate === 'api-token'
    const { env } = webComposition()
    const caller = isApi ? findApiCaller(request, env) : await findSessionCaller()
    if (!caller) {
      return Response.json(refuse(isApi ? 'token-refused' : 'session-expired'), {
        status: 401,
        headers: isApi ? { 'www-authenticate': 'Bearer' } : {},
      })
    }
    const isOurOrigin =
      isApi ||
      isSameOrigin(request.headers, { appUrl: env.NEXTAUTH_URL, originRequired: request.method !== 'GET' })
    const input = definition.inputOf
      ? definition.inputOf(request, await context.params)
      : await readBoundedJson(request)
    const result = await guardCall(definition, { caller, isOurOrigin, input }, guardPorts())
    if (result.ok && definition.respond) return definition.respond(result.value)
    if (result.ok) return Response.json(result.value, { status: definition.successStatus })
    return Response.json(result, { status: STATUS_BY_CODE[result.error.code] ?? 409 })
  }
}

function findApiCaller(
  request: Request,
  env: { SYNC_API_TOKEN?: string | undefined; ENTRA_TENANT_ID: string },
): Caller | null {
  if (!carriesApiToken(request.headers.get('authorization'), env.SYNC_API_TOKEN)) return null
  return {
    tenantId: env.ENTRA_TENANT_ID.toLowerCase(),
    id: 'api-token',
    name: 'api-token',
    roles: ['DataConnector.Admin'],
  }
}
