import type { ArchivedMessage, HeaderAddress, RoutingHeaders } from '#lib/domain/archived-message.ts'
import { type HeaderField, identifyItem } from '#lib/domain/item-identity.ts'
import { kindOf } from '#lib/domain/item-kind.ts'
import type { MessageFormat } from '#lib/sync/ports/message-format.ts'

/** Marks a message whose header cannot be read whole. */
export const FAULT_FIELD = 'x-sim-fault'
/** Names an attachment. */
export const ATTACHMENT_FIELD = 'x-sim-attachment'

/** Messages of a header field a line, an empty line and a text: identity and kind are told by the product's own rules. */
export const plainMessageFormat: MessageFormat = {
  inspect(bytes) {
    const { fields, body, headers } = read(bytes)
    return {
      headers,
      kind: kindOf(headers),
      content: identifyItem(fields, new TextEncoder().encode(body)),
      headerFault: fields.some((field) => field.name === FAULT_FIELD) ? 'The header breaks off.' : null,
    }
  },
  async decode(bytes): Promise<ArchivedMessage<Uint8Array>> {
    const { fields, body, headers } = read(bytes)
    const { subject, from, to, cc, bcc, messageId, sentAt } = headers
    return {
      ...{ subject, from: from[0] ?? null, to, cc, bcc, messageId, sentAt },
      body: { contentType: 'text', content: body },
      attachments: fields
        .filter((field) => field.name === ATTACHMENT_FIELD)
        .map(({ value }) => attachmentNamed(value)),
    }
  },
  inspectStream: () => Promise.reject(new Error('No message of the simulation is large.')),
  decodeStream: () => Promise.reject(new Error('No message of the simulation is large.')),
}

export function writeMessage(fields: readonly HeaderField[], text: string): Uint8Array {
  return new TextEncoder().encode(
    `${fields.map(({ name, value }) => `${name}: ${value}\n`).join('')}\n${text}`,
  )
}

const TELEMESSAGE = 'x-telemessage-'

function read(bytes: Uint8Array): { fields: HeaderField[]; body: string; headers: RoutingHeaders } {
  const text = new TextDecoder().decode(bytes)
  const end = text.indexOf('\n\n')
  const fields = text
    .slice(0, end)
    .split('\n')
    .map((line) => {
      const [name = '', ...rest] = line.split(': ')
      return { name, value: rest.join(': ') }
    })
  const value = (name: string) => fields.find((field) => field.name === name)?.value ?? ''
  const headers: RoutingHeaders = {
    subject: value('subject'),
    ...{ from: addresses(value('from')), sender: [], to: addresses(value('to')), cc: [], bcc: [] },
    messageId: value('message-id') || null,
    sentAt: value('date') ? new Date(value('date')) : null,
    teleMessage: new Map(
      fields
        .filter((field) => field.name.startsWith(TELEMESSAGE))
        .map((field) => [field.name.slice(TELEMESSAGE.length), field.value]),
    ),
  }
  return { fields, body: text.slice(end + 2), headers }
}

function addresses(list: string): HeaderAddress[] {
  return list
    .split(', ')
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', address = ''] = one.split(' <')
      return { name, address: address.replace('>', '') }
    })
}

function attachmentNamed(fileName: string) {
  const contentType = 'application/octet-stream'
  return { fileName, contentType, contentId: null, isInline: false, content: new Uint8Array(1) }
}
