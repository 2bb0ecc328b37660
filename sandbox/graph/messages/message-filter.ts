import { toGraphInstant } from '../graph-instant.ts'
import { GraphRefusal } from '../graph-refusal.ts'
import type { Filter, Literal } from '../odata/parse-filter.ts'
import { canonicalPropertyId, isNamedProperty } from './extended-property.ts'

export type SqlCondition = {
  sql: string
  parameters: (string | number)[]
  /** Few rows match, and an index finds them: the order of the answer must not decide how they are sought. */
  isSelective: boolean
}

type Column = { sql: string; toParameter: (value: Literal) => string | number | undefined }

const text = (value: Literal) => (typeof value === 'string' ? value : undefined)
const flag = (value: Literal) => (typeof value === 'boolean' ? Number(value) : undefined)
const instant = (value: Literal) =>
  typeof value === 'object' && value !== null ? toGraphInstant(new Date(value.instant)) : undefined

const COLUMNS: Record<string, Column> = {
  internetMessageId: { sql: 'm.internet_message_id', toParameter: text },
  subject: { sql: 'm.subject', toParameter: text },
  isDraft: { sql: 'm.is_draft', toParameter: flag },
  isRead: { sql: 'm.is_read', toParameter: flag },
  hasAttachments: { sql: 'm.has_attachments', toParameter: flag },
  sentDateTime: { sql: 'm.sent_at', toParameter: instant },
  receivedDateTime: { sql: 'm.received_at', toParameter: instant },
  createdDateTime: { sql: 'm.created_at', toParameter: instant },
  lastModifiedDateTime: { sql: 'm.modified_at', toParameter: instant },
}

const SQL_OPERATORS = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

/** A `$filter` on messages as SQL over `messages m`. @throws {GraphRefusal} where Exchange or the sandbox has no answer. */
export function toSqlCondition(filter: Filter): SqlCondition {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = toSqlCondition(filter.left)
      const right = toSqlCondition(filter.right)
      return {
        sql: `(${left.sql} ${filter.kind === 'and' ? 'AND' : 'OR'} ${right.sql})`,
        parameters: [...left.parameters, ...right.parameters],
        isSelective:
          filter.kind === 'and'
            ? left.isSelective || right.isSelective
            : left.isSelective && right.isSelective,
      }
    }
    case 'not': {
      const operand = toSqlCondition(filter.operand)
      return { sql: `NOT ${operand.sql}`, parameters: operand.parameters, isSelective: false }
    }
    case 'compare': {
      const column = Object.hasOwn(COLUMNS, filter.path) ? COLUMNS[filter.path] : undefined
      const parameter = column?.toParameter(filter.value)
      if (!column || parameter === undefined) throw invalidFilter(filter.path)
      return {
        sql: `${column.sql} ${SQL_OPERATORS[filter.operator]} ?`,
        parameters: [parameter],
        isSelective: filter.path === 'internetMessageId' && filter.operator === 'eq',
      }
    }
    case 'any':
      if (filter.path === 'singleValueExtendedProperties') return extendedPropertyCondition(filter)
      throw invalidFilter(filter.path)
    case 'in':
    case 'call':
      throw invalidFilter(filter.path)
  }
}

/** `ep/id eq '…' and ep/value eq '…'`, in this or the other order. */
function extendedPropertyCondition(filter: Filter & { kind: 'any' }): SqlCondition {
  const { condition, variable } = filter
  const sides = condition.kind === 'and' ? [condition.left, condition.right] : []
  const wanted = (name: string) => {
    const side = sides.find((part) => part.kind === 'compare' && part.path === `${variable}/${name}`)
    return side?.kind === 'compare' && side.operator === 'eq' ? text(side.value) : undefined
  }
  const id = wanted('id')
  const value = wanted('value')
  if (id === undefined || value === undefined) throw invalidFilter('singleValueExtendedProperties')
  const property = canonicalPropertyId(id)
  const key = extendedValueKey(value)
  if (isNamedProperty(property)) {
    // A value that was deleted with its message may still be listed: `m` decides.
    return {
      sql: `m.number IN (SELECT message FROM named_values WHERE value_key = ?
        AND property = (SELECT number FROM named_properties WHERE id = ?))`,
      parameters: [key, property],
      isSelective: true,
    }
  }
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(m.extended_properties) e
      WHERE e.value ->> 'id' = ? AND lower(e.value ->> 'value') = ?)`,
    parameters: [property, key],
    isSelective: false,
  }
}

/** Exchange compares the values of extended properties without regard to case. */
export function extendedValueKey(value: string): string {
  return value.toLowerCase()
}

function invalidFilter(path: string): GraphRefusal {
  return new GraphRefusal(
    400,
    'ErrorInvalidUrlQueryFilter',
    `The query filter contains one or more invalid nodes: '${path}' cannot be filtered like this.`,
  )
}
