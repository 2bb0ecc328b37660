import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  type Context,
  type Middleware,
  ResponseType,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client'
import { answeredWith, noAnswerBecause } from './graph-errors.ts'

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
    return (
      client
        .api(path)
        .middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken: async () => token })])
        // The client would read answers as it likes, and forget an error's headers, Retry-After among them.
        .responseType(ResponseType.RAW)
        .header('Prefer', IMMUTABLE_IDS)
        .option('signal', AbortSignal.timeout(options.requestTimeoutMs))
    )
  }
  return {
    async get(path) {
      const request = await prepare(path)
      return readAnswer(() => request.get())
    },
    async post(path, json) {
      const request = await prepare(path)
      return readAnswer(() => request.header('Content-Type', 'application/json').post(json))
    },
  }
}

/** Ids that a message keeps when its owner moves it. Parts of a batch need it each for itself. */
export const IMMUTABLE_IDS = 'IdType="ImmutableId"'

async function readAnswer(send: () => Promise<Response>): Promise<unknown> {
  let answer: Response
  let text: string
  try {
    answer = await send()
    text = await readBounded(answer)
  } catch (error) {
    throw noAnswerBecause(error)
  }
  if (!answer.ok)
    throw answeredWith({
      status: answer.status,
      body: parseJson(text),
      header: (name) => answer.headers.get(name),
    })
  return text === '' ? undefined : parseJson(text)
}

/** A created message comes back whole, with its attachments left out; a batch, twenty of them: 4 MB. Four times that. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/** The last middleware: one request, no redirect. */
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
    context.response = await this.#fetch(url, { ...(context.options as RequestInit), redirect: 'manual' })
  }
}

/** Null, which no caller takes for what it wanted, when it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function readBounded(answer: Response): Promise<string> {
  // Almost every answer says its length, and then need not be read piece by piece.
  const announced = answer.headers.get('Content-Length')
  const isAsLong = announced !== null && !answer.headers.has('Content-Encoding')
  if (isAsLong && Number(announced) <= MAX_ANSWER_BYTES) return answer.text()
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of answer.body ?? []) {
    sizeBytes += chunk.length
    if (sizeBytes > MAX_ANSWER_BYTES)
      throw new Error(`The answer of Graph has more than ${MAX_ANSWER_BYTES} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
