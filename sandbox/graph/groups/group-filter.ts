import type { Group } from '#sandbox/directory/groups.ts'
import { GraphRefusal } from '../graph-refusal.ts'
import type { Filter, Literal } from '../odata/parse-filter.ts'

/** What the directory takes in one filter, of any resource. */
const MOST_CLAUSES = 15

/** Equalities of addresses, and several of them with `or`: stricter than Graph, which answers more. */
export function filterGroups(groups: readonly Group[], filter: Filter | null): readonly Group[] {
  if (filter === null) return groups
  const clauses = clausesOf(filter)
  if (clauses.length > MOST_CLAUSES) {
    throw unsupported(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${clauses.length}. Max allowed: ${MOST_CLAUSES}.`,
    )
  }
  const matchers = clauses.map(compile)
  return groups.filter((group) => matchers.some((matches) => matches(group)))
}

function clausesOf(filter: Filter): Filter[] {
  return filter.kind === 'or' ? [...clausesOf(filter.left), ...clausesOf(filter.right)] : [filter]
}

function compile(clause: Filter): (group: Group) => boolean {
  if (clause.kind === 'compare' && clause.operator === 'eq' && clause.path === 'mail')
    return ({ mail }) => isEqual(mail, clause.value)
  if (clause.kind !== 'any' || clause.path !== 'proxyAddresses') throw unsupported(NOT_ANSWERED)
  const { condition, variable } = clause
  if (condition.kind !== 'compare' || condition.operator !== 'eq' || condition.path !== variable)
    throw unsupported(NOT_ANSWERED)
  return ({ proxyAddresses }) => proxyAddresses.some((address) => isEqual(address, condition.value))
}

const NOT_ANSWERED = "Unsupported or invalid query filter clause specified for resource 'Group'."

function isEqual(actual: string | null, wanted: Literal): boolean {
  return typeof wanted === 'string' && actual?.toLowerCase() === wanted.toLowerCase()
}

function unsupported(message: string): GraphRefusal {
  return new GraphRefusal(400, 'Request_UnsupportedQuery', message)
}
