import type { GraphAnswerer } from '../answer-request.ts'
import type { GraphResponse } from '../graph-exchange.ts'
import { badRequest } from '../graph-refusal.ts'
import { readJsonObject } from '../read-json-object.ts'
import type { Route } from '../router.ts'
import { type BatchPart, readBatch } from './read-batch.ts'

const JSON_TYPE = 'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8'

/**
 * POST $batch. Every part that waits for none begins at once, takes its own place among the four of its mailbox, and
 * counts like a request of its own. 200, whatever became of them.
 */
export function createBatchRoute(answerPart: GraphAnswerer): Route {
  return {
    method: 'POST',
    pattern: '$batch',
    permission: null,
    async handle(_context, request) {
      if (request.query.size > 0) throw badRequest('A batch takes no query options.')
      const parts = readBatch(readJsonObject(request))
      const answered: { part: BatchPart; response: GraphResponse }[] = []
      const started = new Map<string, Promise<GraphResponse>>()
      for (const part of parts) {
        const response = part.dependsOn.length === 0 ? answerOne(part) : undefined
        if (response) started.set(part.id, response)
      }
      // Only what waits is left, in an order in which each comes after what it waits for (see read-batch.ts).
      for (const part of parts) {
        if (!started.has(part.id)) started.set(part.id, answerAfter(part, started))
      }
      await Promise.all(started.values())
      // Graph promises no order. The last to be done stands first, so that whoever goes by position is found out.
      const written = answered
        .reverse()
        .flatMap((one, index) => (index === 0 ? toJson(one) : [COMMA, ...toJson(one)]))
      return { status: 200, json: Buffer.concat([BEGINNING, ...written, END]) }

      async function answerOne(part: BatchPart): Promise<GraphResponse> {
        const { method, path, query, body } = part
        const headers = { ...part.headers, authorization: request.headers.authorization }
        const outcome = await answerPart({ method, path, query, headers }, async () => body, true)
        const response = outcome.kind === 'answer' ? outcome.response : { status: 504 }
        answered.push({ part, response })
        return response
      }

      async function answerAfter(
        part: BatchPart,
        others: ReadonlyMap<string, Promise<GraphResponse>>,
      ): Promise<GraphResponse> {
        const before = await Promise.all(part.dependsOn.map((id) => others.get(id)))
        if (before.every((response) => response && response.status < 400)) return answerOne(part)
        const response = { status: 424, body: FAILED_DEPENDENCY }
        answered.push({ part, response })
        return response
      }
    },
  }
}

const FAILED_DEPENDENCY = {
  error: {
    code: 'FailedDependency',
    message: 'The request was not carried out, because a request that it depends on failed.',
  },
}

const BEGINNING = Buffer.from('{"responses":[')
const COMMA = Buffer.from(',')
const END = Buffer.from(']}')
const END_OF_PART = Buffer.from('}')

function toJson({ part, response }: { part: BatchPart; response: GraphResponse }): Buffer[] {
  const body =
    response.json ?? (response.body === undefined ? undefined : Buffer.from(JSON.stringify(response.body)))
  const headers = {
    ...capitalized(response.headers ?? {}),
    ...(body === undefined ? {} : { 'Content-Type': JSON_TYPE }),
  }
  const head = JSON.stringify({ id: part.id, status: response.status, headers })
  return body === undefined
    ? [Buffer.from(head)]
    : [Buffer.from(`${head.slice(0, -1)},"body":`), body, END_OF_PART]
}

/** Header names in a batch are JSON, where case counts; Graph writes them as `Retry-After`. */
function capitalized(headers: Record<string, string>): Record<string, string> {
  const named: Record<string, string> = {}
  if (headers['retry-after'] !== undefined) named['Retry-After'] = headers['retry-after']
  if (headers.location !== undefined) named.Location = headers.location
  return named
}
