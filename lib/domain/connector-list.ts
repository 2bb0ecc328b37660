import type { ConnectorStatus } from './connector-status.ts'

export const CONNECTOR_FILTERS = [
  'all',
  'attention',
  'importing',
  'completed',
  'paused',
  'waiting-to-start',
] as const
export const CONNECTOR_SORTS = ['attention', 'name', 'status', 'last-run', 'quarantine', 'next-run'] as const

/** What a person can leave out of the table; name and status are always there. */
export const CONNECTOR_COLUMNS = [
  'last-run',
  'quarantine',
  'last-days',
  'freshness',
  'next-run',
  'warnings',
] as const

export type ConnectorColumn = (typeof CONNECTOR_COLUMNS)[number]

export type ConnectorFilter = (typeof CONNECTOR_FILTERS)[number]
export type ConnectorSort = (typeof CONNECTOR_SORTS)[number]

/** What the address of the Connectors tab asks for; connector-query.ts reads it. */
export type ConnectorQuery = {
  q: string
  filter: ConnectorFilter
  sort: ConnectorSort
  order: 'asc' | 'desc'
  /** Columns with commas between, in the order of the table. */
  hide: string
  page: number
}

export const USUAL_CONNECTOR_QUERY: ConnectorQuery = {
  q: '',
  filter: 'all',
  sort: 'attention',
  order: 'asc',
  hide: '',
  page: 1,
}

export function isColumnShown({ hide }: Pick<ConnectorQuery, 'hide'>, column: ConnectorColumn): boolean {
  return !hide.split(',').includes(column)
}

/** The query string of a changed query, with a question mark; what is as always is left out. */
export function connectorQueryString(from: ConnectorQuery, change: Partial<ConnectorQuery>): string {
  const wanted = { ...from, page: 1, ...change }
  const said = Object.entries(wanted).filter(
    ([key, value]) => value !== USUAL_CONNECTOR_QUERY[key as keyof ConnectorQuery],
  )
  return said.length === 0 ? '' : `?${new URLSearchParams(said.map(([key, value]) => [key, String(value)]))}`
}

export type ListedConnector = {
  name: string
  typeName: string
  status: ConnectorStatus
  hasWarnings: boolean
  lastRun: { createdAt: Date } | null
  quarantinedCount: number
  nextRunAt: Date | null
}

export const CONNECTOR_PAGE_SIZE = 25

/**
 * All that the query asks for, in its order, and how many each filter would find.
 *
 * @param locale whose alphabet: å comes after z in Swedish, and Chinese names go by their sound.
 */
export function findConnectors<Row extends ListedConnector>(
  connectors: Row[],
  wanted: ConnectorQuery,
  locale: string,
) {
  const { compare: byName } = new Intl.Collator(locale, { numeric: true })
  const needle = wanted.q.toLowerCase()
  const found = connectors.filter(({ name, typeName }) =>
    `${name}\n${typeName}`.toLowerCase().includes(needle),
  )
  const counts = Object.fromEntries(
    CONNECTOR_FILTERS.map((filter) => [filter, found.filter((row) => passes(row, filter)).length]),
  ) as Record<ConnectorFilter, number>
  const matching = found.filter((row) => passes(row, wanted.filter))
  const direction = wanted.order === 'asc' ? 1 : -1
  const sorted = matching.sort((a, b) => {
    const order = wanted.sort === 'name' ? byName(a.name, b.name) : compare(a, b, wanted.sort)
    return direction * order || byName(a.name, b.name)
  })
  return { sorted, counts }
}

/** One page of that. */
export function queryConnectors<Row extends ListedConnector>(
  connectors: Row[],
  wanted: ConnectorQuery,
  locale: string,
) {
  const { sorted, counts } = findConnectors(connectors, wanted, locale)
  const pageCount = Math.max(1, Math.ceil(sorted.length / CONNECTOR_PAGE_SIZE))
  const page = Math.min(wanted.page, pageCount)
  const first = (page - 1) * CONNECTOR_PAGE_SIZE
  return {
    rows: sorted.slice(first, first + CONNECTOR_PAGE_SIZE),
    total: sorted.length,
    counts,
    page,
    pageCount,
  }
}

function passes(row: ListedConnector, filter: ConnectorFilter): boolean {
  if (filter === 'all') return true
  if (filter === 'attention') return needsAttention(row)
  return row.status.kind === filter
}

/** Somebody should look: the last run failed or had problems, or something else is not as it should be. */
export function needsAttention({
  status,
  hasWarnings,
}: Pick<ListedConnector, 'status' | 'hasWarnings'>): boolean {
  return status.kind === 'failed' || status.kind === 'completed-with-problems' || hasWarnings
}

/** From what needs somebody most to what rests. */
const URGENCY: ConnectorStatus['kind'][] = [
  'failed',
  'completed-with-problems',
  'cancelled',
  'importing',
  'waiting-to-start',
  'completed',
  'paused',
]

function compare(a: ListedConnector, b: ListedConnector, sort: Exclude<ConnectorSort, 'name'>): number {
  switch (sort) {
    case 'attention':
      return Number(needsAttention(b)) - Number(needsAttention(a)) || urgency(a) - urgency(b)
    case 'status':
      return urgency(a) - urgency(b)
    case 'last-run':
      return time(a.lastRun?.createdAt) - time(b.lastRun?.createdAt)
    case 'quarantine':
      return a.quarantinedCount - b.quarantinedCount
    case 'next-run':
      return time(a.nextRunAt) - time(b.nextRunAt)
  }
}

const urgency = (row: ListedConnector) => URGENCY.indexOf(row.status.kind)
const time = (date: Date | null | undefined) => date?.getTime() ?? Number.MAX_SAFE_INTEGER
