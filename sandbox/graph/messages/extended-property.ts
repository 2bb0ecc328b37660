import { toGraphInstant } from '../graph-instant.ts'
import { GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import { isRecord } from '../read-json-object.ts'

export type ExtendedProperty = { id: string; value: string }

/** Tags that the sandbox gives a meaning, with the type that MAPI gives them. */
export const PROPERTY_IDS = {
  messageFlags: 'Integer 0xe07',
  clientSubmitTime: 'SystemTime 0x39',
  messageDeliveryTime: 'SystemTime 0xe06',
  messageClass: 'String 0x1a',
} as const

const TYPES = [
  'ApplicationTime',
  'Binary',
  'Boolean',
  'CLSID',
  'Currency',
  'Double',
  'Float',
  'Integer',
  'Long',
  'Short',
  'String',
  'SystemTime',
] as const

const TYPE_OF_TAG = new Map(Object.values(PROPERTY_IDS).map((id) => [id.split(' ')[1], id.split(' ')[0]]))

const TAG = /^(\w+) 0x([0-9a-f]{1,4})$/i
const NAMED =
  /^(\w+) \{([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\} (?:Name (\S(?:.{0,253}\S)?)|Id 0x([0-9a-f]{1,8}))$/i

const canonicalIds = new Map<string, string>()
/** Clients use a handful; whoever makes up new ones without end must not fill the memory. */
const MAX_CANONICAL_IDS = 1000

/**
 * The one spelling of a property id that Exchange answers with: tags in lower case without leading zeros, the GUID in
 * lower case, a name as it is, since names differ by case.
 * @throws {GraphRefusal} when it is none of the three forms that Graph documents.
 */
export function canonicalPropertyId(id: string): string {
  const known = canonicalIds.get(id)
  if (known !== undefined) return known
  const canonical = toCanonicalId(id)
  if (canonicalIds.size >= MAX_CANONICAL_IDS) canonicalIds.clear()
  canonicalIds.set(id, canonical)
  return canonical
}

function toCanonicalId(id: string): string {
  const tag = TAG.exec(id)
  const named = tag ? null : NAMED.exec(id)
  const type = TYPES.find((known) => known.toLowerCase() === (tag ?? named)?.[1]?.toLowerCase())
  if (type === undefined) throw invalidProperty(`'${id}' is not the id of an extended property.`)
  if (tag?.[2] !== undefined) {
    const number = Number.parseInt(tag[2], 16)
    // From 0x8000 on the numbers belong to named properties and differ per mailbox.
    if (number === 0 || number >= 0x8000)
      throw invalidProperty(`'${id}' is not the tag of a property with a fixed number.`)
    const hex = `0x${number.toString(16)}`
    const expected = TYPE_OF_TAG.get(hex)
    if (expected !== undefined && expected !== type)
      throw invalidProperty(`'${id}' must be of type ${expected}.`)
    return `${type} ${hex}`
  }
  const guid = `{${named?.[2]?.toLowerCase()}}`
  if (named?.[3] !== undefined) return `${type} ${guid} Name ${named[3]}`
  return `${type} ${guid} Id 0x${Number.parseInt(named?.[4] ?? '', 16).toString(16)}`
}

/** Whether a canonical id names a property of an app rather than one of MAPI's own. */
export function isNamedProperty(id: string): boolean {
  return id.includes(' {')
}

/** Reads `singleValueExtendedProperties` of a new message. @throws {GraphRefusal} */
export function readExtendedProperties(value: unknown): ExtendedProperty[] {
  if (!Array.isArray(value)) throw unreadableBody('singleValueExtendedProperties must be a list.')
  const seen = new Set<string>()
  return value.map((entry: unknown) => {
    if (!isRecord(entry) || typeof entry.id !== 'string' || typeof entry.value !== 'string') {
      throw unreadableBody('An extended property has an id and a value, both text.')
    }
    const unknown = Object.keys(entry).find((name) => !['id', 'value', '@odata.type'].includes(name))
    if (unknown !== undefined) {
      throw unreadableBody(
        `The property '${unknown}' does not exist on type 'singleValueLegacyExtendedProperty'.`,
      )
    }
    const id = canonicalPropertyId(entry.id)
    if (seen.has(id)) throw invalidProperty(`'${id}' is given twice.`)
    seen.add(id)
    return { id, value: canonicalValue(id, entry.value) }
  })
}

function canonicalValue(id: string, value: string): string {
  const type = id.slice(0, id.indexOf(' '))
  if (type === 'Integer' || type === 'Short' || type === 'Long') {
    if (!/^-?\d{1,19}$/.test(value)) throw invalidValue(id, value)
    if (type !== 'Long' && Math.abs(Number(value)) > 0x7fff_ffff) throw invalidValue(id, value)
    return /^(?:0|-?[1-9]\d*)$/.test(value) ? value : String(BigInt(value))
  }
  if (type === 'SystemTime') return toInstant(value) ?? fail(id, value)
  if (type === 'Boolean' && !/^(true|false)$/i.test(value)) throw invalidValue(id, value)
  if (id === PROPERTY_IDS.messageClass && !/^(IPM|REPORT)(\.[\w -]+)*$/i.test(value))
    throw invalidValue(id, value)
  if (value.length > 32_767) throw invalidValue(id, `${value.slice(0, 40)}…`)
  return value
}

/** RFC 3339 in UTC or with an offset, as a UTC instant in seconds, which is all that Exchange keeps; else null. */
export function toInstant(text: string): string | null {
  // As most are written: day 28 at most, so that no calendar has to be asked.
  if (/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/.test(text))
    return text
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : toGraphInstant(new Date(time))
}

function fail(id: string, value: string): never {
  throw invalidValue(id, value)
}

function invalidProperty(message: string): GraphRefusal {
  return new GraphRefusal(400, 'ErrorInvalidExtendedProperty', message)
}

function invalidValue(id: string, value: string): GraphRefusal {
  return new GraphRefusal(400, 'ErrorInvalidExtendedPropertyValue', `'${value}' is not a value of '${id}'.`)
}
