import type { GraphContext } from '../graph-exchange.ts'
import { badRequest } from '../graph-refusal.ts'
import type { Filter } from '../odata/parse-filter.ts'
import type { Expansion } from '../odata/query-options.ts'
import { toGraphAttachment } from './attachment-shape.ts'
import { canonicalPropertyId } from './extended-property.ts'
import type { StoredMessage } from './stored-message.ts'

export type MessageExpander = (message: StoredMessage) => Record<string, unknown>

/** What `$expand` adds to each message; read once per request. @throws {GraphRefusal} for what cannot be expanded. */
export function createExpander(context: GraphContext, expansions: readonly Expansion[]): MessageExpander {
  const expanders = expansions.map((expansion) => {
    if (expansion.name === 'attachments' && expansion.filter === null)
      return expandAttachments(context, expansion)
    if (expansion.name === 'singleValueExtendedProperties') return expandProperties(expansion)
    throw badRequest(
      `Parsing OData Select and Expand failed: '${expansion.name}' cannot be expanded like this on type 'microsoft.graph.message'.`,
    )
  })
  return (message) => Object.assign({}, ...expanders.map((expand) => expand(message)))
}

function expandAttachments(context: GraphContext, expansion: Expansion): MessageExpander {
  return (message) => ({
    attachments: context.attachments
      .ofMessage(message.columns.number)
      .map((attachment) =>
        toGraphAttachment(attachment, message.columns.mailbox, context.attachments, expansion.select),
      ),
  })
}

function expandProperties(expansion: Expansion): MessageExpander {
  if (expansion.filter === null) {
    throw badRequest("singleValueExtendedProperties can be expanded only with $filter=id eq '…'.")
  }
  const wanted = new Set(idsOf(expansion.filter))
  return (message) => {
    const found = message.extendedProperties.filter(({ id }) => wanted.has(id))
    return found.length > 0 ? { singleValueExtendedProperties: found } : {}
  }
}

function idsOf(filter: Filter): string[] {
  if (filter.kind === 'or') return [...idsOf(filter.left), ...idsOf(filter.right)]
  if (filter.kind === 'compare' && filter.path === 'id' && filter.operator === 'eq') {
    return [canonicalPropertyId(String(filter.value))]
  }
  throw badRequest("singleValueExtendedProperties can be expanded only with $filter=id eq '…', joined by or.")
}
