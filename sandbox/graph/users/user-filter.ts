import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import type { Person } from '#sandbox/directory/person.ts'
import { GraphRefusal } from '../graph-refusal.ts'
import type { Filter, Literal } from '../odata/parse-filter.ts'

/** People who match, in the directory's order. Equalities of addresses come from an index, the rest from a scan. */
export function filterPeople(
  directory: DirectoryStore,
  filter: Filter | null,
  isAdvanced: boolean,
): readonly Person[] {
  if (filter === null) return directory.all()
  const candidates = findCandidates(directory, filter)
  // Compiled for all before any is read: what the sandbox does not answer is refused even where nobody is a candidate.
  const matches = compile(filter, isAdvanced)
  return (candidates ?? directory.all()).filter(matches)
}

function findCandidates(directory: DirectoryStore, filter: Filter): Person[] | undefined {
  if (filter.kind === 'and') {
    return findCandidates(directory, filter.left) ?? findCandidates(directory, filter.right)
  }
  if (filter.kind === 'or') {
    const left = findCandidates(directory, filter.left)
    const right = left && findCandidates(directory, filter.right)
    return right && [...new Set([...left, ...right])]
  }
  if (filter.kind === 'any' && filter.condition.kind === 'compare' && filter.condition.operator === 'eq') {
    return filter.path === 'proxyAddresses'
      ? [...directory.findByProxyAddress(String(filter.condition.value))]
      : undefined
  }
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string')
    return undefined
  if (filter.path === 'mail') return [...directory.findByMail(filter.value)]
  const person =
    filter.path === 'userPrincipalName'
      ? directory.findByPrincipalName(filter.value)
      : filter.path === 'id'
        ? directory.findById(filter.value)
        : null
  if (person === null) return undefined
  return person ? [person] : []
}

type Matcher = (person: Person) => boolean

const SINGLE: Record<string, (person: Person) => Literal> = {
  id: (person) => person.id,
  mail: (person) => person.mail,
  userPrincipalName: (person) => person.userPrincipalName,
  displayName: (person) => person.displayName,
  givenName: (person) => person.givenName,
  surname: (person) => person.surname,
  mobilePhone: (person) => person.mobilePhone,
  userType: (person) => person.userType,
  accountEnabled: (person) => person.accountEnabled,
}

/** The directory searches from behind for these two alone. */
const ENDS_WITH: Record<string, (person: Person) => Literal> = {
  mail: (person) => person.mail,
  userPrincipalName: (person) => person.userPrincipalName,
}

const MANY: Record<string, (person: Person) => readonly string[]> = {
  proxyAddresses: (person) => person.proxyAddresses,
  otherMails: (person) => person.otherMails,
  businessPhones: (person) => person.businessPhones,
}

function compile(filter: Filter, isAdvanced: boolean): Matcher {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = compile(filter.left, isAdvanced)
      const right = compile(filter.right, isAdvanced)
      return filter.kind === 'and'
        ? (person) => left(person) && right(person)
        : (person) => left(person) || right(person)
    }
    case 'compare': {
      const isNe = filter.operator === 'ne'
      if (filter.operator !== 'eq' && !(isNe && isAdvanced)) throw unsupported(`'${filter.operator}'`)
      const read = reader(SINGLE, filter.path)
      return (person) => isEqual(read(person), filter.value) !== isNe
    }
    case 'in': {
      const read = reader(SINGLE, filter.path)
      return (person) => filter.values.some((value) => isEqual(read(person), value))
    }
    case 'call': {
      const isEnd = filter.name === 'endswith'
      if (filter.name !== 'startswith' && !(isEnd && isAdvanced)) throw unsupported(`'${filter.name}'`)
      const read = reader(isEnd ? ENDS_WITH : SINGLE, filter.path)
      const part = String(filter.value).toLowerCase()
      return (person) => {
        const text = String(read(person) ?? '').toLowerCase()
        return isEnd ? text.endsWith(part) : text.startsWith(part)
      }
    }
    case 'any': {
      const read = reader(MANY, filter.path)
      const matches = compileElement(filter.condition, filter.variable)
      return (person) => read(person).some(matches)
    }
    case 'not': {
      if (!isAdvanced) throw unsupported("'not'")
      const operand = compile(filter.operand, isAdvanced)
      return (person) => !operand(person)
    }
  }
}

function compileElement(condition: Filter, variable: string): (element: string) => boolean {
  if (condition.kind === 'compare' && condition.operator === 'eq' && condition.path === variable) {
    return (element) => isEqual(element, condition.value)
  }
  if (condition.kind === 'call' && condition.name === 'startswith' && condition.path === variable) {
    const prefix = String(condition.value).toLowerCase()
    return (element) => element.toLowerCase().startsWith(prefix)
  }
  throw unsupported('This condition of any()')
}

function reader<T>(readers: Record<string, T>, path: string): T {
  const found = Object.hasOwn(readers, path) ? readers[path] : undefined
  if (found) return found
  throw new GraphRefusal(
    400,
    'Request_UnsupportedQuery',
    `Unsupported or invalid query filter clause specified for property '${path}' of resource 'User'.`,
  )
}

/** The directory compares text without regard to case. */
function isEqual(actual: Literal, wanted: Literal): boolean {
  if (typeof actual === 'string' && typeof wanted === 'string')
    return actual.toLowerCase() === wanted.toLowerCase()
  return actual === wanted
}

/** Among them `ne`, `not` and `endsWith` in a query that is not an advanced one. */
function unsupported(what: string): GraphRefusal {
  return new GraphRefusal(
    400,
    'Request_UnsupportedQuery',
    `${what} is not a supported query of this resource.`,
  )
}
