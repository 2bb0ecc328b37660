import { badRequest } from '../graph-refusal.ts'
import { type Filter, parseFilter } from './parse-filter.ts'
import { fromSkipToken, toSkipToken } from './skip-token.ts'

export type QueryOptions = {
  filter: Filter | null
  select: ReadonlySet<string> | null
  top: number
  skip: number
  count: boolean
  orderBy: string | null
  expand: Expansion[]
}

export type Expansion = { name: string; filter: Filter | null; select: ReadonlySet<string> | null }

export type OptionLimits = {
  typeName: string
  selectable: ReadonlySet<string>
  defaultTop: number
  maxTop: number
}

const KNOWN = new Set(['$filter', '$select', '$top', '$skip', '$skiptoken', '$count', '$orderby', '$expand'])

/** Reads OData's system query options; one that is unknown or out of bounds is refused, never ignored. */
export function readQueryOptions(query: URLSearchParams, limits: OptionLimits): QueryOptions {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !KNOWN.has(name))
      throw badRequest(`The query parameter '${name}' is not supported.`)
    if (query.getAll(name).length > 1)
      throw badRequest(`Query option '${name}' was specified more than once.`)
  }
  const filter = query.get('$filter')
  return {
    filter: filter === null ? null : parseFilter(filter),
    select: readSelect(query.get('$select'), limits),
    top: readNumber(query, '$top', limits.defaultTop, 1, limits.maxTop),
    skip: readPosition(query),
    count: query.get('$count') === 'true',
    orderBy: query.get('$orderby'),
    expand: readExpand(query.get('$expand')),
  }
}

/** The address of the next page: the same request, further on. */
export function nextLink(url: string, query: URLSearchParams, position: number): string {
  const next = new URLSearchParams(query)
  next.delete('$skip')
  next.set('$skiptoken', toSkipToken(position))
  return `${url}?${next.toString().replaceAll('+', '%20')}`
}

function readPosition(query: URLSearchParams): number {
  const token = query.get('$skiptoken')
  if (token === null) return readNumber(query, '$skip', 0, 0, Number.MAX_SAFE_INTEGER)
  if (query.has('$skip')) throw badRequest("'$skip' and '$skiptoken' exclude each other.")
  return fromSkipToken(token)
}

function readSelect(text: string | null, limits: OptionLimits): ReadonlySet<string> | null {
  if (text === null) return null
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) {
    if (!limits.selectable.has(name)) {
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${limits.typeName}'.`,
      )
    }
  }
  return new Set(names)
}

function readNumber(
  query: URLSearchParams,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const text = query.get(name)
  if (text === null) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw badRequest(
    `Invalid value '${text}' for ${name} query option found. It must be a number from ${min} to ${max}.`,
  )
}

/** `attachments($select=id,name),singleValueExtendedProperties($filter=id eq '…')`. */
function readExpand(text: string | null): Expansion[] {
  if (text === null) return []
  return splitOutside(text, ',').map((part) => {
    const match = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(part)
    if (!match) throw badRequest(`Parsing OData Select and Expand failed: '${part}' is not understood.`)
    const options = splitOutside(match[2] ?? '', ';').filter((option) => option.trim() !== '')
    const expansion: Expansion = { name: match[1] ?? '', filter: null, select: null }
    for (const option of options) {
      const value = option.slice(option.indexOf('=') + 1)
      if (/^\s*\$filter\s*=/.test(option)) expansion.filter = parseFilter(value)
      else if (/^\s*\$select\s*=/.test(option))
        expansion.select = new Set(value.split(',').map((name) => name.trim()))
      else throw badRequest(`Parsing OData Select and Expand failed: '${option}' is not supported here.`)
    }
    return expansion
  })
}

/** Splits where the separator is outside of parentheses and quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let part = ''
  let depth = 0
  let quoted = false
  for (const character of text) {
    if (character === "'") quoted = !quoted
    else if (!quoted && character === '(') depth += 1
    else if (!quoted && character === ')') depth -= 1
    if (character === separator && depth === 0 && !quoted) {
      parts.push(part)
      part = ''
    } else {
      part += character
    }
  }
  return [...parts, part]
}
