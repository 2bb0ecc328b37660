import type { GraphRequest } from '../graph-exchange.ts'
import { badRequest } from '../graph-refusal.ts'
import { LongText } from '../long-text.ts'
import { isRecord } from '../read-json-object.ts'

export type BatchPart = {
  id: string
  method: string
  /** Below the version, without a leading slash. */
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: GraphRequest['body']
  dependsOn: string[]
}

const MAX_PARTS = 20
const METHODS = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])
const KNOWN = new Set(['id', 'method', 'url', 'headers', 'body', 'dependsOn'])

/** Reads the body of a `$batch`. @throws {GraphRefusal} for the whole of it: one wrong part is a wrong batch. */
export function readBatch(json: Record<string, unknown>): BatchPart[] {
  const { requests, ...others } = json
  if (!Array.isArray(requests) || requests.length === 0 || Object.keys(others).length > 0) {
    throw badRequest('A batch must have requests, and nothing else.')
  }
  if (requests.length > MAX_PARTS) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${MAX_PARTS}.`)
  }
  const ids = new Set<string>()
  const parts = requests.map((request: unknown) => {
    const part = readPart(request)
    if (ids.has(part.id))
      throw badRequest(`The id '${part.id}' is given twice; ids in a batch must be unique.`)
    ids.add(part.id)
    return part
  })
  refuseOtherOrders(parts)
  return parts
}

function readPart(value: unknown): BatchPart {
  if (!isRecord(value)) throw badRequest('A request of a batch must be an object.')
  const unknown = Object.keys(value).find((name) => !KNOWN.has(name))
  if (unknown !== undefined) throw badRequest(`A request of a batch has no '${unknown}'.`)
  const { id, method, url, headers, body, dependsOn } = value
  if (typeof id !== 'string' || id === '')
    throw badRequest('Every request of a batch needs an id that is text.')
  if (typeof method !== 'string' || !METHODS.has(method)) {
    throw badRequest(`Request '${id}' needs a method: ${[...METHODS].join(', ')}.`)
  }
  const given = readHeaders(id, headers)
  return {
    id,
    method,
    ...readUrl(id, url),
    headers: given,
    body: readPartBody(id, body, given['content-type']),
    dependsOn: readDependsOn(id, dependsOn),
  }
}

function readUrl(id: string, url: unknown): { path: string; query: URLSearchParams } {
  if (typeof url !== 'string' || url === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) {
    throw badRequest(`Request '${id}' needs a relative url, as /users.`)
  }
  const [path = '', ...query] = url.replace(/^\//, '').split('?')
  if (/^(v1\.0|beta)(\/|$)/i.test(path))
    throw badRequest(`The url of request '${id}' must not name the version.`)
  if (/^\$batch$/i.test(decodeURIComponentOr(path))) throw badRequest('A batch must not contain a batch.')
  return { path: path.replace(/\/$/, ''), query: new URLSearchParams(query.join('?')) }
}

/** Names are compared without regard to case, as in HTTP. The token is that of the batch. */
function readHeaders(id: string, headers: unknown): Record<string, string> {
  if (headers === undefined || headers === null) return {}
  if (!isRecord(headers)) throw badRequest(`The headers of request '${id}' must be an object.`)
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') throw badRequest(`The header '${name}' of request '${id}' must be text.`)
    if (name.toLowerCase() !== 'authorization') read[name.toLowerCase()] = value
  }
  return read
}

function readPartBody(id: string, body: unknown, contentType: string | undefined): GraphRequest['body'] {
  if (body === undefined || body === null) return Buffer.alloc(0)
  if (contentType === undefined) {
    throw badRequest(`Request '${id}' has a body, and so needs a Content-Type header.`)
  }
  if (/^application\/json\b/i.test(contentType)) return { json: body, length: jsonBytes(body) }
  if (typeof body !== 'string') throw badRequest(`The body of request '${id}' must be base64 text.`)
  return Buffer.from(body, 'base64')
}

/** About as many bytes as it has as JSON, without writing it: that would be a third of a part's cost. */
function jsonBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2
  if (value instanceof LongText) return value.sizeBytes + 2
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + jsonBytes(entry) + 1, 2)
  if (!isRecord(value)) return 5
  let bytes = 2
  for (const name in value) bytes += name.length + 4 + jsonBytes(value[name])
  return bytes
}

function readDependsOn(id: string, dependsOn: unknown): string[] {
  if (dependsOn === undefined || dependsOn === null) return []
  if (Array.isArray(dependsOn) && dependsOn.every((entry) => typeof entry === 'string')) return dependsOn
  throw badRequest(`dependsOn of request '${id}' must be a list of ids.`)
}

/**
 * Graph documents three orders: parallel (no part waits), serial (every part waits for the one before it), and same (all
 * that wait, wait for one and the same part). It may take others; the documentation is what is safe.
 */
function refuseOtherOrders(parts: readonly BatchPart[]): void {
  const ids = new Set(parts.map((part) => part.id))
  for (const part of parts) {
    const missing = part.dependsOn.find((id) => !ids.has(id))
    if (missing !== undefined)
      throw badRequest(`Request '${part.id}' depends on '${missing}', which is not there.`)
    if (part.dependsOn.includes(part.id)) throw badRequest(`Request '${part.id}' depends on itself.`)
  }
  const waiting = parts.filter((part) => part.dependsOn.length > 0)
  const [first] = waiting
  if (!first) return
  const isSerial = parts.every((part, index) =>
    index === 0
      ? part.dependsOn.length === 0
      : part.dependsOn.length === 1 && part.dependsOn[0] === parts[index - 1]?.id,
  )
  const shared = first.dependsOn[0]
  const isSame =
    waiting.every((part) => part.dependsOn.length === 1 && part.dependsOn[0] === shared) &&
    !waiting.some((part) => part.id === shared)
  if (!isSerial && !isSame) {
    throw badRequest(
      'dependsOn must make a batch serial, or have every waiting request depend on the same one.',
    )
  }
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
