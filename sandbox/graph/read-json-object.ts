import type { GraphRequest } from './graph-exchange.ts'
import { badRequest, GraphRefusal } from './graph-refusal.ts'
import { LongText, parseJson } from './long-text.ts'

/** @throws {GraphRefusal} when the body is not declared as JSON, or is not JSON with an object at its top. */
export function readJsonObject(request: GraphRequest): Record<string, unknown> {
  const contentType = String(request.headers['content-type'] ?? '')
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new GraphRefusal(
      400,
      'UnableToDeserializePostBody',
      `The body was sent as '${contentType}'; this address accepts application/json only.`,
    )
  }
  const body = 'json' in request.body ? request.body.json : parse(request.body)
  if (!isRecord(body)) throw badRequest('The request body must be a JSON object.')
  return body
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LongText)
}

function parse(body: Buffer): unknown {
  if (body.length === 0) throw badRequest('Empty Payload. JSON content expected.')
  try {
    return parseJson(body)
  } catch {
    throw badRequest('Unable to read JSON request payload. Ensure that the Content-Type and the body agree.')
  }
}
