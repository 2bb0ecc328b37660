import { z } from 'zod'
import { IMMUTABLE_IDS } from './graph-client.ts'
import { answeredWith, GraphRequestError } from './graph-errors.ts'

/** A request as a part of a batch: all of it but its id, serialized once. */
export type BatchPart = { json: string; sizeBytes: number }

/** @param path encoded, as it is in a URL. */
export function toBatchPart(path: string, body: { json: string; sizeBytes: number } | null): BatchPart {
  const start = `"method":"${body ? 'POST' : 'GET'}","url":${JSON.stringify(path)},"headers":`
  const head = body ? `${start}${HEADERS_WITH_BODY},"body":` : `${start}${HEADERS}`
  const sizeBytes = Buffer.byteLength(head) + (body?.sizeBytes ?? 0) + BYTES_AROUND
  return { json: `${head}${body?.json ?? ''}}`, sizeBytes }
}

const HEADERS = JSON.stringify({ Prefer: IMMUTABLE_IDS })
const HEADERS_WITH_BODY = JSON.stringify({ Prefer: IMMUTABLE_IDS, 'Content-Type': 'application/json' })
/** `{"id":"12",`, the brace at the end and the comma between two parts. */
const BYTES_AROUND = 14

export function toBatchBody(parts: readonly BatchPart[]): string {
  return `{"requests":[${parts.map((part, index) => `{"id":"${index + 1}",${part.json}`).join(',')}]}`
}

export type PartAnswer = { ok: true; body: unknown } | { ok: false; error: GraphRequestError }

/** The answers in the order of the parts, whatever order they came in. One that cannot be read is one alone. */
export function readBatchAnswers(answer: unknown, count: number): PartAnswer[] {
  const parsed = batchSchema.safeParse(answer)
  const byId = new Map<string, z.infer<typeof partSchema>>()
  for (const response of parsed.success ? parsed.data.responses : []) {
    const part = partSchema.safeParse(response)
    if (part.success) byId.set(part.data.id, part.data)
  }
  return Array.from({ length: count }, (_, index) => {
    const one = byId.get(String(index + 1))
    if (!one) return { ok: false, error: unanswered() }
    if (one.status >= 200 && one.status < 300) return { ok: true, body: one.body }
    const headers = new Map(
      Object.entries(one.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    const header = (name: string) => headers.get(name.toLowerCase()) ?? null
    return { ok: false, error: answeredWith({ status: one.status, body: one.body, header }) }
  })
}

const batchSchema = z.object({ responses: z.array(z.unknown()) })

const partSchema = z.object({
  id: z.string(),
  status: z.number().int(),
  headers: z.record(z.string(), z.unknown()).nullish(),
  /** Gateways answer without one. */
  body: z.unknown().optional(),
})

/** The batch came back without this part's answer: it may have been carried out. */
function unanswered(): GraphRequestError {
  const detail = 'Microsoft Graph answered a batch without an answer to this part of it.'
  return new GraphRequestError({
    code: 'graph_unavailable',
    status: 200,
    graphCode: 'no-answer-in-batch',
    detail,
  })
}
