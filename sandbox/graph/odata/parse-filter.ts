import { badRequest } from '../graph-refusal.ts'

export type Literal = string | number | boolean | null | { instant: string }

export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; operand: Filter }
  | { kind: 'compare'; path: string; operator: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'; value: Literal }
  | { kind: 'in'; path: string; values: Literal[] }
  | { kind: 'call'; name: string; path: string; value: Literal }
  | { kind: 'any'; path: string; variable: string; condition: Filter }

const MAX_LENGTH = 8192
const MAX_DEPTH = 40

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\/[A-Za-z_]\w*)*)|([(),:]))/y

const OPERATORS = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le'])

/**
 * Parses the part of OData's `$filter` grammar that this sandbox answers: comparisons, `in`, functions of a path and a
 * literal, `any`, `and`, `or`, `not` and parentheses.
 * @throws {GraphRefusal} naming the place where it stops to understand.
 */
export function parseFilter(text: string): Filter {
  if (text.length > MAX_LENGTH) throw badRequest('Invalid filter clause: it is too long.')
  const tokens = tokenize(text)
  let position = 0
  let depth = 0

  const peek = () => tokens[position]
  const isWord = (word: string) => peek()?.toLowerCase() === word
  const fail = (): never => {
    throw badRequest(`Invalid filter clause: unexpected '${peek() ?? 'end'}' in '${text}'.`)
  }
  const take = (expected?: string): string => {
    const token = tokens[position]
    if (token === undefined || (expected !== undefined && token !== expected)) return fail()
    position += 1
    return token
  }

  const parseOr = (): Filter => {
    depth += 1
    if (depth > MAX_DEPTH) throw badRequest('Invalid filter clause: it is nested too deeply.')
    let left = parseAnd()
    while (isWord('or')) {
      take()
      left = { kind: 'or', left, right: parseAnd() }
    }
    depth -= 1
    return left
  }

  const parseAnd = (): Filter => {
    let left = parseTerm()
    while (isWord('and')) {
      take()
      left = { kind: 'and', left, right: parseTerm() }
    }
    return left
  }

  const parseTerm = (): Filter => {
    if (peek() === '(') return inParentheses(parseOr)
    if (isWord('not')) {
      take()
      return { kind: 'not', operand: inParentheses(parseOr) }
    }
    const path = takePath()
    if (peek() === '(') return /\/any$/i.test(path) ? parseAny(path) : parseCall(path)
    if (isWord('in')) {
      take()
      return { kind: 'in', path, values: inParentheses(parseLiterals) }
    }
    const operator = take().toLowerCase()
    if (!OPERATORS.has(operator)) {
      position -= 1
      return fail()
    }
    return { kind: 'compare', path, operator: operator as 'eq', value: takeLiteral() }
  }

  const parseAny = (path: string): Filter => {
    take('(')
    const variable = takePath()
    take(':')
    const condition = parseOr()
    take(')')
    return { kind: 'any', path: path.slice(0, -'/any'.length), variable, condition }
  }

  const parseCall = (name: string): Filter => {
    take('(')
    const path = takePath()
    take(',')
    const value = takeLiteral()
    take(')')
    return { kind: 'call', name: name.toLowerCase(), path, value }
  }

  const parseLiterals = (): Literal[] => {
    const values = [takeLiteral()]
    while (peek() === ',') {
      take()
      values.push(takeLiteral())
    }
    return values
  }

  const inParentheses = <T>(parse: () => T): T => {
    take('(')
    const inner = parse()
    take(')')
    return inner
  }

  const takePath = (): string => (/^[A-Za-z_]/.test(peek() ?? '') ? take() : fail())

  const takeLiteral = (): Literal => {
    const token = take()
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
    if (/^\d{4}-\d\d-\d\dT/.test(token)) return { instant: new Date(token).toISOString() }
    if (/^-?\d/.test(token)) return Number(token)
    if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true'
    if (token.toLowerCase() === 'null') return null
    position -= 1
    return fail()
  }

  const filter = parseOr()
  if (position !== tokens.length) fail()
  return filter
}

function tokenize(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (!match) throw badRequest(`Invalid filter clause: there is an unexpected character at position ${at}.`)
    tokens.push(match[0].trimStart())
  }
  return tokens
}
