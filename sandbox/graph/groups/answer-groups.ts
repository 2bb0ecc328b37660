import { type Group, SEED_GROUPS } from '#sandbox/directory/groups.ts'
import type { GraphHandler } from '../graph-exchange.ts'
import { badRequest } from '../graph-refusal.ts'
import { readQueryOptions } from '../odata/query-options.ts'
import { filterGroups } from './group-filter.ts'

const PROPERTIES = [
  'id',
  'displayName',
  'mail',
  'mailEnabled',
  'securityEnabled',
  'groupTypes',
  'proxyAddresses',
] as const satisfies readonly (keyof Group)[]

const LIMITS = {
  typeName: 'microsoft.graph.group',
  selectable: new Set<string>(PROPERTIES),
  defaultTop: 100,
  maxTop: 999,
}

/** GET groups. Not page by page: the sandbox's tenant has a handful. */
export const listGroups: GraphHandler = (context, request) => {
  const options = readQueryOptions(request.query, LIMITS)
  if (options.orderBy !== null || options.expand.length > 0 || options.count || options.skip > 0)
    throw badRequest('The sandbox models only $filter, $select and $top of groups.')
  const groups = filterGroups(SEED_GROUPS, options.filter).slice(0, options.top)
  const names = PROPERTIES.filter((name) => options.select === null || options.select.has(name))
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#groups`,
      value: groups.map((group) => Object.fromEntries(names.map((name) => [name, group[name]]))),
    },
  }
}
