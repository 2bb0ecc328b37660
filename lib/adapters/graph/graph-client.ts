import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  type Context,
  type Middleware,
  type MiddlewareOptions,
  ResponseType,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client'
import { answeredWith, noAnswerBecause } from './graph-errors.ts'
import { createHttpSend, type HttpAnswer, type HttpSend } from './http-send.ts'

export type GraphClientOptions = {
  /** Microsoft Graph without version, https. */
  graphUrl: string
  tokenProvider: () => Promise<string>
  /** From sending the request to having read the whole answer. */
  requestTimeoutMs: number
  /** For tests. */
  send?: HttpSend
}

export interface GraphClient {
  /**
   * @param path below the version, with its query already encoded.
   * @throws {GraphRequestError} for every answer that is not a success, and for none at all.
   */
  get(path: string): Promise<unknown>
  /**
   * @param json a serialized JSON body. Never repeated by this client, whatever comes back.
   * @param mayBeSent asked at the last moment. Default: always.
   */
  post(path: string, json: string, mayBeSent?: () => boolean): Promise<unknown>
}

/**
 * Microsoft's client with a middleware chain of our own: authentication, telemetry, one request.
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
      new SendOnce(options.send ?? createHttpSend(options.requestTimeoutMs), host),
    ],
  })
  const prepare = async (path: string, mayBeSent?: () => boolean) => {
    // Fetched first: a token that cannot be had means that nothing was sent, and must not look like a lost answer.
    const token = await options.tokenProvider()
    return (
      client
        .api(path)
        .middlewareOptions([
          new AuthenticationHandlerOptions({ getAccessToken: async () => token }),
          new LastMoment(mayBeSent),
        ])
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
    async post(path, json, mayBeSent) {
      const request = await prepare(path, mayBeSent)
      return readAnswer(() => request.header('Content-Type', 'application/json').post(json))
    },
  }
}

/** Ids that a message keeps when its owner moves it. Parts of a batch need it each for itself. */
export const IMMUTABLE_IDS = 'IdType="ImmutableId"'

async function readAnswer(send: () => Promise<HttpAnswer>): Promise<unknown> {
  let answer: HttpAnswer
  try {
    answer = await send()
  } catch (error) {
    throw noAnswerBecause(error)
  }
  const { status, header, text } = answer
  if (status < 200 || status > 299) throw answeredWith({ status, body: parseJson(text), header })
  return text === '' ? undefined : parseJson(text)
}

/** What the last middleware is told of one request. */
class LastMoment implements MiddlewareOptions {
  readonly mayBeSent: (() => boolean) | undefined

  constructor(mayBeSent: (() => boolean) | undefined) {
    this.mayBeSent = mayBeSent
  }
}

/** The last middleware: one request, no redirect. */
class SendOnce implements Middleware {
  readonly #send: HttpSend
  readonly #host: string

  constructor(send: HttpSend, host: string) {
    this.#send = send
    this.#host = host
  }

  async execute(context: Context): Promise<void> {
    const url = typeof context.request === 'string' ? context.request : context.request.url
    if (new URL(url).host !== this.#host)
      throw new Error('A request to another host than Graph was about to be sent.')
    const { method = 'GET', headers, body = null } = context.options ?? {}
    if (body !== null && typeof body !== 'string') throw new Error('A body of Graph is JSON.')
    const last = context.middlewareControl?.getMiddlewareOptions(LastMoment)
    const mayBeSent = last instanceof LastMoment ? last.mayBeSent : undefined
    const answer = await this.#send(url, {
      method,
      headers: headers as Record<string, string>,
      body,
      mayBeSent,
    })
    // The client hands a raw answer on without looking at it.
    context.response = answer as unknown as Response
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
