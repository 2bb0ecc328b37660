import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  type Context,
  type Middleware,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client'
import { z } from 'zod'
import { toGraphRequestError } from './graph-errors.ts'

export type GraphClientOptions = {
  /** Microsoft Graph without version, https. */
  graphUrl: string
  tokenProvider: () => Promise<string>
  /** From sending the request to having read the whole answer. */
  requestTimeoutMs: number
  /** For tests. */
  fetch?: typeof fetch
}

export interface GraphClient {
  /**
   * @param path below the version, with its query already encoded.
   * @throws {GraphRequestError} for every answer that is not a success, and for none at all.
   */
  get(path: string): Promise<unknown>
  /** @param json a serialized JSON body. Never repeated by this client, whatever comes back. */
  post(path: string, json: string): Promise<unknown>
}

/**
 * Microsoft's client with a middleware chain of our own: authentication, telemetry, fetch.
 *
 * The default chain repeats a POST after 503 and 504, either of which may have written the message (see
 * RetryHandler in @microsoft/microsoft-graph-client 3.0.7), and follows redirects. Here whoever knows what a
 * request means decides whether it is sent again.
 */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { host, hostname } = new URL(options.graphUrl)
  const client = Client.initWithMiddleware({
    baseUrl: options.graphUrl,
    defaultVersion: 'v1.0',
    // The client compares names without port, and sends its token to no other host.
    customHosts: new Set([hostname]),
    middleware: [
      new AuthenticationHandler({ getAccessToken: options.tokenProvider }),
      new TelemetryHandler(),
      new FetchOnce(options.fetch ?? fetch, host),
    ],
  })
  const prepare = async (path: string) => {
    // Fetched first: a token that cannot be had means that nothing was sent, and must not look like a lost answer.
    const token = await options.tokenProvider()
    return client
      .api(path)
      .middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken: async () => token })])
      .header('Prefer', 'IdType="ImmutableId"')
      .option('signal', AbortSignal.timeout(options.requestTimeoutMs))
  }
  const send = async (request: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await request()
    } catch (error) {
      throw toGraphRequestError(error)
    }
  }
  return {
    async get(path) {
      const request = await prepare(path)
      return send(() => request.get())
    },
    async post(path, json) {
      const request = await prepare(path)
      return send(() => request.header('Content-Type', 'application/json').post(json))
    },
  }
}

/** A created message comes back whole, with its attachments left out: 4 MB at most. Four times that. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/** The last middleware: one request, no redirect, a bounded answer. */
class FetchOnce implements Middleware {
  readonly #fetch: typeof fetch
  readonly #host: string

  constructor(fetchOnce: typeof fetch, host: string) {
    this.#fetch = fetchOnce
    this.#host = host
  }

  async execute(context: Context): Promise<void> {
    const url = typeof context.request === 'string' ? context.request : context.request.url
    if (new URL(url).host !== this.#host)
      throw new Error('A request to another host than Graph was about to be sent.')
    const answer = await this.#fetch(url, { ...(context.options as RequestInit), redirect: 'manual' })
    const body = await readBounded(answer)
    context.response = answer.ok
      ? new Response(body, { status: answer.status, headers: answer.headers })
      : toErrorResponse(answer, body)
  }
}

const errorBody = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.object({ 'request-id': z.string().nullish(), date: z.string().nullish() }).nullish(),
  }),
})

/**
 * The client forgets an error's headers, Retry-After among them, unless its body has Graph's shape. Gateways in
 * front of Graph answer with HTML or nothing.
 */
function toErrorResponse(answer: Response, body: Buffer | null): Response {
  const parsed = errorBody.safeParse(parseJson(body))
  const { code, message, innerError } = parsed.success ? parsed.data.error : {}
  const error = { code: code ?? '', message: message ?? '', innerError: innerError ?? {} }
  const headers = new Headers(answer.headers)
  headers.set('Content-Type', 'application/json')
  return new Response(JSON.stringify({ error }), { status: answer.status, headers })
}

function parseJson(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString() ?? '')
  } catch {
    return null
  }
}

async function readBounded(answer: Response): Promise<Buffer<ArrayBuffer> | null> {
  if (!answer.body || answer.status === 204) return null
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of answer.body) {
    sizeBytes += chunk.length
    if (sizeBytes > MAX_ANSWER_BYTES)
      throw new Error(`The answer of Graph has more than ${MAX_ANSWER_BYTES} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
