import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { closeServer } from '#sandbox/http/close-server.ts'
import { listen } from '#sandbox/http/listen.ts'
import { readBody } from '#sandbox/http/read-body.ts'
import type { CompleteSettings, PortName } from '#sandbox/settings.ts'
import type { Certificates } from '#sandbox/state/certificates.ts'
import type { GraphResponse } from './graph-exchange.ts'
import type { Outcome, ReadBody } from './run-exchange.ts'

/** Graph's cap on a whole request; decimal, which is the stricter reading of 4 MB. */
const MAX_REQUEST_BYTES = 4_000_000
/** Longer than clients keep an idle connection: the server must not be the one to close it under their next request. */
const KEEP_ALIVE_MS = 120_000

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
const NO_BODY = Buffer.alloc(0)

/** An https listener that carries outcomes out on the connection: answers, cuts, and silence. */
export async function listenForGraph(
  settings: CompleteSettings,
  certificates: Certificates,
  port: PortName,
  answer: (request: IncomingMessage, readBody: ReadBody) => Promise<Outcome>,
) {
  const hanging = new Set<ServerResponse>()
  const server = createServer({ cert: certificates.cert, key: certificates.key }, (request, response) => {
    let body: Promise<Buffer | 'too-large'> | undefined
    const read = () => {
      body ??= hasBody(request) ? readBody(request, MAX_REQUEST_BYTES) : Promise.resolve(NO_BODY)
      return body
    }
    answer(request, read)
      .then(async (outcome) => {
        // A refusal may come before the body was looked at; the client is still sending it.
        if (!request.complete) await read()
        carryOut(outcome, response, hanging)
      })
      .catch(() => response.destroy())
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.on('secureConnection', takeNextRequestAtOnce)
  const url = `https://localhost:${await listen(server, port, settings[port], settings.host)}`
  return {
    url,
    /** Ends the connections that were left without an answer. */
    closeHanging: () => {
      for (const response of hanging) response.destroy()
    },
    close: () => closeServer(server),
  }
}

/**
 * A client that has read the whole of an answer sends its next request at once, and may be faster than the event that
 * says that the answer has gone out. For Node, more than 64 KiB of answer are then still waiting: it pauses the parser, and
 * whatever TLS has decrypted of the request ends the connection (`Parse Error: Paused`, seen with one in some fifty
 * batches of 200 KB). Node has no option for the mark of a TLS connection.
 */
function takeNextRequestAtOnce(socket: TLSSocket): void {
  Reflect.set(Reflect.get(socket, '_writableState'), 'highWaterMark', LARGEST_ANSWER_BYTES)
}

/** Four times a whole request: a batch gives its messages back. */
const LARGEST_ANSWER_BYTES = 16_000_000

function hasBody({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'DELETE'
}

function carryOut(outcome: Outcome, response: ServerResponse, hanging: Set<ServerResponse>): void {
  switch (outcome.kind) {
    case 'answer':
      send(response, outcome.response)
      return
    case 'hang':
      hanging.add(response)
      response.on('close', () => hanging.delete(response))
      return
    case 'cut':
      if (outcome.response) sendHalf(response, outcome.response)
      else response.destroy()
  }
}

function send(response: ServerResponse, answer: GraphResponse): void {
  const body = bodyOf(answer)
  if (body === undefined) {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': 0 }).end()
    return
  }
  response.writeHead(answer.status, headersFor(answer, body.length))
  response.end(body)
}

function sendHalf(response: ServerResponse, answer: GraphResponse): void {
  const body = bodyOf(answer) ?? NO_BODY
  response.writeHead(answer.status, headersFor(answer, body.length + 1))
  response.write(body.subarray(0, body.length / 2), () => response.destroy())
}

function bodyOf({ json, body }: GraphResponse): Buffer | undefined {
  return json ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)))
}

function headersFor(answer: GraphResponse, lengthBytes: number) {
  return { ...answer.headers, 'content-type': JSON_TYPE, 'content-length': lengthBytes }
}
