import type { GraphHandler } from '../graph-exchange.ts'
import { badRequest, GraphRefusal } from '../graph-refusal.ts'
import { nextLink, readQueryOptions } from '../odata/query-options.ts'
import { filterPeople } from './user-filter.ts'
import { toGraphUser, USER_PROPERTIES } from './user-shape.ts'

const LIMITS = { typeName: 'microsoft.graph.user', selectable: USER_PROPERTIES, defaultTop: 100, maxTop: 999 }

/**
 * GET users. `ne`, `not`, `endsWith` and `$count` are advanced queries, which the directory answers only to who says that
 * an index which lags behind will do: `ConsistencyLevel: eventual`, and `$count=true`.
 */
export const listUsers: GraphHandler = (context, request) => {
  const options = readQueryOptions(request.query, LIMITS)
  if (options.orderBy !== null || options.expand.length > 0) {
    throw badRequest('The sandbox does not model $orderby or $expand of users.')
  }
  if (request.query.has('$skip')) throw badRequest("'$skip' is not supported by the service.")
  const isEventual = String(request.headers.consistencylevel ?? '').toLowerCase() === 'eventual'
  if (options.count && !isEventual) {
    throw new GraphRefusal(
      400,
      'Request_UnsupportedQuery',
      "$count needs the header 'ConsistencyLevel: eventual'.",
    )
  }
  const people = filterPeople(context.directory, options.filter, options.count)
  const end = options.skip + options.top
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users`,
      ...(options.count ? { '@odata.count': people.length } : {}),
      ...(people.length > end
        ? { '@odata.nextLink': nextLink(`${context.baseUrl}/users`, request.query, end) }
        : {}),
      value: people.slice(options.skip, end).map((person) => toGraphUser(person, options.select)),
    },
  }
}

/** GET users/{id | userPrincipalName} */
export const getUser: GraphHandler = (context, request, params) => {
  const key = params.user ?? ''
  const options = readQueryOptions(request.query, LIMITS)
  const person = context.directory.findByKey(key)
  if (!person) {
    throw new GraphRefusal(
      404,
      'Request_ResourceNotFound',
      `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`,
    )
  }
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/$entity`,
      ...toGraphUser(person, options.select),
    },
  }
}
