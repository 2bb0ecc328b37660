import { z } from 'zod'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'

const tokenAnswer = z.object({ access_token: z.string() })
const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

export type GraphAnswer = {
  status: number
  code: string | null
  body: Record<string, unknown>
  headers: Headers
}
export type GraphCaller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: HeadersInit,
) => Promise<GraphAnswer>

/** The app's access token, by client credentials. */
export async function fetchAppToken(sandbox: RunningSandbox): Promise<string> {
  const response = await fetch(`${sandbox.entraTlsUrl}/${sandbox.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
      scope: `${sandbox.graphUrl}/.default`,
    }),
  })
  return tokenAnswer.parse(await response.json()).access_token
}

/** Calls Graph v1.0 with a valid token; `code` is that of an answer in Graph's error shape. */
export async function createGraphCaller(sandbox: RunningSandbox): Promise<GraphCaller> {
  const token = await fetchAppToken(sandbox)
  return async (method, path, body, headers) => {
    const url = path.startsWith('https:') ? path : `${sandbox.graphUrl}/v1.0/${path}`
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = text === '' ? {} : JSON.parse(text)
    // A gateway's answer may have no body, and so no code.
    const code = response.ok ? null : text === '' ? '' : errorAnswer.parse(json).error.code
    return { status: response.status, code, body: json, headers: response.headers }
  }
}
