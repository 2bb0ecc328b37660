/** One line of an event's detail: what a value is, or what it was and is. */
export type AuditFact = { name: string; was?: string; is: string }

/** Nothing of this kind is ever written; should it be, it is not shown either. */
const SECRET_NAME = /passw|passphrase|secret|token|private/i
const HIDDEN = '•••'
const MOST_FACTS = 20
const LONGEST_VALUE = 300

/** An event's detail as lines to read: of `was` and `is`, only what differs. */
export function auditFacts(detail: unknown): AuditFact[] {
  if (!isRecord(detail)) return []
  const { was, is, ...rest } = detail
  const changed = is === undefined ? [] : changes(was, is)
  const unchanged = is === undefined && was !== undefined ? { was, ...rest } : rest
  const facts = Object.entries(unchanged).map(([name, value]) => ({ name, is: shown(name, value) }))
  return [...changed, ...facts].slice(0, MOST_FACTS)
}

function changes(was: unknown, is: unknown): AuditFact[] {
  if (!isRecord(is)) return [{ name: '', was: shown('', was), is: shown('', is) }]
  const before = isRecord(was) ? was : {}
  return Object.entries(is)
    .filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value))
    .map(([name, value]) => ({ name, was: shown(name, before[name]), is: shown(name, value) }))
}

function shown(name: string, value: unknown): string {
  if (SECRET_NAME.test(name)) return HIDDEN
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value !== 'object') return String(value).slice(0, LONGEST_VALUE)
  return JSON.stringify(value, (inner, found) => (SECRET_NAME.test(inner) ? HIDDEN : found)).slice(
    0,
    LONGEST_VALUE,
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
