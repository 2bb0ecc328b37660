import { type GraphHandler, wantsImmutableIds } from '../graph-exchange.ts'
import { toGraphInstant } from '../graph-instant.ts'
import { badRequest, GraphRefusal } from '../graph-refusal.ts'
import { readJsonObject } from '../read-json-object.ts'
import { PROPERTY_IDS, readExtendedProperties } from './extended-property.ts'
import { type ItemBody, readMessageProperty, refuseTooManyRecipients } from './message-properties.ts'
import { wholeMessageJson } from './message-shape.ts'
import type { MessageChange } from './message-store.ts'
import { bodyPreview } from './read-new-message.ts'
import { resolveMessage } from './resolve-message.ts'

/**
 * What Graph documents as "updatable only if isDraft = true". From 31 December 2026 on a received message takes a change
 * of them only from an app with the permission below. Extended properties are on nobody's list for certain: stricter.
 */
const SENSITIVE = new Set([
  'subject',
  'body',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'from',
  'sender',
  'replyTo',
  'internetMessageId',
  'singleValueExtendedProperties',
])
const SENSITIVE_PERMISSION = 'Mail-Advanced.ReadWrite.All'

const ONLY_WHEN_CREATED = new Set(['internetMessageHeaders', 'attachments'])

/** MAPI sets these once, when the message is saved first. */
const FIXED_PROPERTIES: ReadonlySet<string> = new Set([
  PROPERTY_IDS.messageFlags,
  PROPERTY_IDS.clientSubmitTime,
  PROPERTY_IDS.messageDeliveryTime,
])

/** PATCH users/{user}/messages/{message} */
export const updateMessage: GraphHandler = (context, request, params, token) => {
  const { message } = resolveMessage(context, params)
  const { isDraft, subject, internetMessageId, isRead } = message.columns
  const change: MessageChange = {
    subject,
    internetMessageId,
    isRead,
    properties: message.properties,
    extendedProperties: message.extendedProperties,
  }
  const body = readJsonObject(request)
  for (const [name, value] of Object.entries(body)) {
    if (ONLY_WHEN_CREATED.has(name)) throw onlyWhenCreated(name)
    if (name === 'singleValueExtendedProperties') change.extendedProperties = merge(change, value)
    else {
      const read = readMessageProperty(name, value)
      if (read === undefined) continue
      if (name === 'subject') change.subject = String(read)
      else if (name === 'internetMessageId') change.internetMessageId = String(read)
      else if (name === 'isRead') change.isRead = read === true
      else change.properties[name] = read
    }
    if (name === 'body') change.properties.bodyPreview = bodyPreview(bodyOf(change.properties))
    if (!isDraft && SENSITIVE.has(name) && !token.roles.has(SENSITIVE_PERMISSION)) throw denied(name)
  }
  refuseTooManyRecipients(change.properties)
  const changed = context.messages.change(message, change, toGraphInstant(context.now()))
  return { status: 200, json: wholeMessageJson(changed, context.baseUrl, wantsImmutableIds(request)) }
}

function merge({ extendedProperties }: MessageChange, value: unknown) {
  const given = readExtendedProperties(value)
  const fixed = given.find(({ id }) => FIXED_PROPERTIES.has(id))
  if (fixed) throw onlyWhenCreated(fixed.id)
  const names = new Set(given.map(({ id }) => id))
  return [...extendedProperties.filter(({ id }) => !names.has(id)), ...given]
}

function bodyOf(properties: Record<string, unknown>) {
  return properties.body as ItemBody
}

function onlyWhenCreated(name: string): GraphRefusal {
  return badRequest(`'${name}' can be set only when the message is created.`)
}

function denied(name: string): GraphRefusal {
  return new GraphRefusal(
    403,
    'ErrorAccessDenied',
    `Access is denied: '${name}' of a message that is no draft can be changed only with ${SENSITIVE_PERMISSION}.`,
  )
}
