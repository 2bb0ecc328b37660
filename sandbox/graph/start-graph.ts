import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import { closeServer } from '#sandbox/http/close-server.ts'
import { listen } from '#sandbox/http/listen.ts'
import { readBody } from '#sandbox/http/read-body.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { Certificates } from '#sandbox/state/certificates.ts'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import { createAnswerer, type GraphAnswerer, toErrorResponse } from './answer-request.ts'
import type { GraphResponse } from './graph-exchange.ts'
import { badRequest, GraphRefusal } from './graph-refusal.ts'
import type { Mailboxes } from './open-mailboxes.ts'
import { createTokenVerifier } from './verify-token.ts'

/** Graph's cap on a whole request; decimal, which is the stricter reading of 4 MB. */
const MAX_REQUEST_BYTES = 4_000_000
/** Longer than clients keep an idle connection: the server must not be the one to close it under their next request. */
const KEEP_ALIVE_MS = 120_000

/** Listens first and answers once `serve` says who signs its tokens: Entra has to know Graph's address. */
export async function startGraph(settings: CompleteSettings, certificates: Certificates) {
  let answer: GraphAnswerer | undefined
  const server = createServer({ cert: certificates.cert, key: certificates.key }, (request, response) => {
    if (!answer) {
      response.writeHead(503).end()
      return
    }
    handle(request, response, answer, settings.now).catch(() => response.destroy())
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const url = `https://localhost:${await listen(server, 'graphPort', settings.graphPort, settings.host)}`

  return {
    url,
    serve(issuer: string, signingKey: SigningKey, directory: DirectoryStore, mailboxes: Mailboxes): void {
      const context = {
        ...mailboxes,
        directory,
        baseUrl: `${url}/v1.0`,
        now: settings.now,
        newId: () => randomUUID(),
      }
      const expected = { audience: url, issuer, tenantId: settings.tenantId }
      answer = createAnswerer(context, createTokenVerifier(signingKey, expected, settings.now))
    },
    close: () => closeServer(server),
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answer: GraphAnswerer,
  now: () => Date,
): Promise<void> {
  const method = request.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE'
  const body = hasBody ? await readBody(request, MAX_REQUEST_BYTES) : Buffer.alloc(0)
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  const refuse = (refusal: GraphRefusal) =>
    send(response, toErrorResponse(refusal, { 'request-id': randomUUID() }, now()))
  if (body === 'too-large') {
    refuse(new GraphRefusal(413, 'RequestEntityTooLarge', 'The maximum request length supported is 4MB.'))
    return
  }
  if (!path.startsWith('/v1.0/')) {
    refuse(badRequest(`Invalid version: '${path.split('/')[1] ?? ''}'. The sandbox models v1.0.`))
    return
  }
  send(
    response,
    await answer({
      method,
      path: path.slice('/v1.0/'.length).replace(/\/$/, ''),
      query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
      headers: request.headers,
      body,
    }),
  )
}

function send(response: ServerResponse, { status, body, headers }: GraphResponse): void {
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  // A string, not a buffer: Node sends it and the header in one piece, which halves the cost of the TLS layer.
  const text = JSON.stringify(body)
  response.writeHead(status, {
    ...headers,
    'content-type':
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
