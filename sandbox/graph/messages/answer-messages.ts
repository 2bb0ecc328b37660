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
import { MESSAGE_PROPERTIES, toGraphMessage } from './message-shape.ts'
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
  const message = resolveMessage(context, params)
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/messages/$entity`,
      ...toGraphMessage(message, options.select, wantsImmutableIds(request)),
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
    direction: readDirection(options.orderBy, options.filter),
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
              '$skip',
              options.skip + options.top,
            ),
          }
        : {}),
    },
  }
}

/** Newest first unless asked otherwise. Exchange orders a filtered list only by what the filter names first. */
function readDirection(orderBy: string | null, filter: Filter | null): 'ASC' | 'DESC' {
  if (orderBy === null) return 'DESC'
  const match = /^\s*receivedDateTime(?:\s+(asc|desc))?\s*$/i.exec(orderBy)
  if (!match) throw badRequest('The sandbox orders messages by receivedDateTime only.')
  if (filter !== null && firstPath(filter) !== 'receivedDateTime') {
    throw new GraphRefusal(
      400,
      'InefficientFilter',
      'The restriction or sort order is too complex for this operation.',
    )
  }
  return match[1]?.toLowerCase() === 'desc' ? 'DESC' : 'ASC'
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
