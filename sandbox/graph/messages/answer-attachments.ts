import type { GraphHandler } from '../graph-exchange.ts'
import { badRequest, itemNotFound, malformedId } from '../graph-refusal.ts'
import { readQueryOptions } from '../odata/query-options.ts'
import { fromOpaqueId } from '../opaque-id.ts'
import { ATTACHMENT_PROPERTIES, toGraphAttachment } from './attachment-shape.ts'
import { resolveMessage } from './resolve-message.ts'

const LIMITS = {
  typeName: 'microsoft.graph.attachment',
  selectable: ATTACHMENT_PROPERTIES,
  defaultTop: 250,
  maxTop: 250,
}

/** GET users/{user}/messages/{message}/attachments: all of them, in the order in which they were given. */
export const listAttachments: GraphHandler = (context, request, params) => {
  const options = readQueryOptions(request.query, LIMITS)
  if (options.filter !== null || options.expand.length > 0 || options.skip > 0) {
    throw badRequest('The sandbox models no $filter, $expand or $skip of attachments.')
  }
  const { message, mailbox } = resolveMessage(context, params)
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/messages/attachments`,
      value: context.attachments
        .ofMessage(message.columns.number)
        .slice(0, options.top)
        .map((attachment) => toGraphAttachment(attachment, mailbox, context.attachments, options.select)),
    },
  }
}

/** GET users/{user}/messages/{message}/attachments/{attachment} */
export const getAttachment: GraphHandler = (context, request, params) => {
  const options = readQueryOptions(request.query, LIMITS)
  const { message, mailbox } = resolveMessage(context, params)
  const id = fromOpaqueId(params.attachment ?? '')
  if (id?.kind !== 'attachment') throw malformedId()
  const attachment =
    id.mailbox === mailbox ? context.attachments.find(message.columns.number, id.number) : undefined
  if (!attachment) throw itemNotFound()
  return {
    status: 200,
    body: {
      '@odata.context': `${context.baseUrl}/$metadata#users/messages/attachments/$entity`,
      ...toGraphAttachment(attachment, mailbox, context.attachments, options.select),
    },
  }
}
