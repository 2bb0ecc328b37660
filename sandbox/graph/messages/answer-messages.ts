import { folderId } from '../folders/folder-shape.ts'
import { resolveFolder, resolveMailbox } from '../folders/resolve-mailbox.ts'
import {
  type GraphContext,
  type GraphHandler,
  type GraphRequest,
  type GraphResponse,
  wantsImmutableIds,
} from '../graph-exchange.ts'
import { badRequest, GraphRefusal } from '../graph-refusal.ts'
import type { Filter } from '../odata/parse-filter.ts'
import { nextLink, readQueryOptions } from '../odata/query-options.ts'
import { createExpander } from './expand-message.ts'
import { toSqlCondition } from './message-filter.ts'
import type { MessageQuery } from './message-query.ts'
import { MESSAGE_PROPERTIES, toGraphMessage, wholeMessageJson } from './message-shape.ts'
import { resolveMessage } from './resolve-message.ts'

const LIMITS = {
  typeName: 'microsoft.graph.message',
  selectable: MESSAGE_PROPERTIES,
  defaultTop: 10,
  maxTop: 1000,
}

/** GET users/{user}/messages: the whole mailbox, Deleted Items included. */
export const listMailboxMessages: GraphHandler = (context, request, params) => {
  const { mailbox, userId } = resolveMailbox(context, params)
  return listMessages(context, request, mailbox, null, `users/${userId}/messages`)
}

/** GET users/{user}/mailFolders/{folder}/messages */
export const listFolderMessages: GraphHandler = (context, request, params) => {
  const { mailbox, userId } = resolveMailbox(context, params)
  const folder = resolveFolder(context, mailbox, params.folder ?? '')
  const path = `users/${userId}/mailFolders/${folderId(folder)}/messages`
  return listMessages(context, request, mailbox, folder.number, path)
}

/** GET users/{user}/messages/{message} */
export const getMessage: GraphHandler = (context, request, params) => {
  const options = readQueryOptions(request.query, LIMITS)
  const expand = createExpander(context, options.expand)
  const { message } = resolveMessage(context, params)
  const immutableIds = wantsImmutableIds(request)
  if (options.select === null && options.expand.length === 0) {
    return { status: 200, json: wholeMessageJson(message, context.baseUrl, immutableIds) }
  }
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/messages/$entity`,
      ...toGraphMessage(message, options.select, immutableIds),
      ...expand(message),
    },
  }
}

function listMessages(
  context: GraphContext,
  request: GraphRequest,
  mailbox: number,
  folder: number | null,
  path: string,
): GraphResponse {
  const options = readQueryOptions(request.query, LIMITS)
  const expand = createExpander(context, options.expand)
  const query = {
    mailbox,
    folder,
    condition: options.filter === null ? null : toSqlCondition(options.filter),
    order: readOrder(options.orderBy, options.filter),
    hidden: options.filter === null ? [] : context.visibility.hiddenIn(mailbox),
    limit: options.top + 1,
    offset: options.skip,
  }
  const found = context.messages.list(query)
  const page = found.slice(0, options.top)
  const immutableIds = wantsImmutableIds(request)
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#${path}`,
      ...(options.count ? { '@odata.count': context.messages.count(query) } : {}),
      value: page.map((message) => ({
        ...toGraphMessage(message, options.select, immutableIds),
        ...expand(message),
      })),
      ...(found.length > page.length
        ? {
            '@odata.nextLink': nextLink(
              `${context.baseUrl}/${path}`,
              request.query,
              options.skip + options.top,
            ),
          }
        : {}),
    },
  }
}

const ORDERABLE: Record<string, MessageQuery['order']['column']> = {
  receivedDateTime: 'received_at',
  sentDateTime: 'sent_at',
  createdDateTime: 'created_at',
  lastModifiedDateTime: 'modified_at',
  subject: 'subject',
}

/** Newest first unless asked otherwise. Exchange orders a filtered list only by what the filter names first. */
function readOrder(orderBy: string | null, filter: Filter | null): MessageQuery['order'] {
  if (orderBy === null) return { column: 'received_at', direction: 'DESC' }
  const match = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(orderBy)
  const property = match?.[1] ?? ''
  const column = Object.hasOwn(ORDERABLE, property) ? ORDERABLE[property] : undefined
  if (!column) {
    throw badRequest(`The sandbox orders messages by one of ${Object.keys(ORDERABLE).join(', ')}.`)
  }
  if (filter !== null && firstPath(filter) !== property) {
    throw new GraphRefusal(
      400,
      'InefficientFilter',
      'The restriction or sort order is too complex for this operation.',
    )
  }
  return { column, direction: match?.[2]?.toLowerCase() === 'desc' ? 'DESC' : 'ASC' }
}

function firstPath(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return firstPath(filter.left)
    case 'not':
      return firstPath(filter.operand)
    default:
      return filter.path
  }
}
