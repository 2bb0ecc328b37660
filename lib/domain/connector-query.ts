import { z } from 'zod'
import {
  CONNECTOR_COLUMNS,
  CONNECTOR_FILTERS,
  CONNECTOR_SORTS,
  type ConnectorQuery,
  USUAL_CONNECTOR_QUERY as USUAL,
} from './connector-list.ts'

export const connectorQuery = z.object({
  q: z.string().trim().max(100).catch(USUAL.q),
  filter: z.enum(CONNECTOR_FILTERS).catch(USUAL.filter),
  sort: z.enum(CONNECTOR_SORTS).catch(USUAL.sort),
  order: z.enum(['asc', 'desc']).catch(USUAL.order),
  hide: z.string().catch(USUAL.hide).transform(knownColumns),
  page: z.coerce.number().int().min(1).max(10_000).catch(USUAL.page),
})

/** What the address of the Connectors tab asks for. Anything it does not know counts as not said. */
export function readConnectorQuery(params: Record<string, unknown>): ConnectorQuery {
  return connectorQuery.parse(params)
}

/** The columns that a list in the address names, in the order of the table. */
function knownColumns(list: string): string {
  const named = list.split(',')
  return CONNECTOR_COLUMNS.filter((column) => named.includes(column)).join(',')
}
