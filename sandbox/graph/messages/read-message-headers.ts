import { GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import { isRecord } from '../read-json-object.ts'

const MAX_HEADERS = 5

export type MessageHeader = { name: string; value: string }

/** Header fields that a client adds to a new message. @throws {GraphRefusal} unless there are five at most, all `x-`. */
export function readInternetMessageHeaders(value: unknown): MessageHeader[] {
  if (!Array.isArray(value)) throw unreadableBody('internetMessageHeaders must be a list.')
  if (value.length > MAX_HEADERS) {
    throw new GraphRefusal(
      400,
      'InvalidInternetMessageHeaderCollection',
      `Maximum number of headers in one message should be less than or equal to ${MAX_HEADERS}.`,
    )
  }
  return value.map((entry: unknown) => {
    const { name, value: text } = isRecord(entry) ? entry : {}
    if (typeof name !== 'string' || typeof text !== 'string') {
      throw unreadableBody('An internet message header has a name and a value, both text.')
    }
    if (!/^x-[\x21-\x39\x3b-\x7e]+$/i.test(name)) {
      throw new GraphRefusal(
        400,
        'InvalidInternetMessageHeader',
        `The internet message header name '${name}' should start with 'x-' or 'X-'.`,
      )
    }
    return { name, value: text }
  })
}
