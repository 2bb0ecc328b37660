import { GraphRefusal, unreadableBody } from '../graph-refusal.ts'
import { isRecord } from '../read-json-object.ts'

export type Recipient = { emailAddress: { name: string; address: string } }

/** A local part and a domain of letters, digits and hyphens. Exchange takes more; what it surely takes is this. */
const SMTP_ADDRESS = /^[^\s@<>()[\]\\,;:"]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i
const MAX_ADDRESS_LENGTH = 320

export function readRecipients(property: string, value: unknown): Recipient[] {
  if (!Array.isArray(value)) throw unreadableBody(`${property} must be a list.`)
  return value.map((entry: unknown) => readRecipient(property, entry))
}

/** @throws {GraphRefusal} ErrorInvalidRecipients where the address is none. */
export function readRecipient(property: string, value: unknown): Recipient {
  const address = isRecord(value) ? value.emailAddress : undefined
  if (!isRecord(value) || !isRecord(address)) throw unreadableBody(`${property} must have an emailAddress.`)
  refuseOthers(value, ['emailAddress', '@odata.type'], 'microsoft.graph.recipient')
  refuseOthers(address, ['name', 'address', '@odata.type'], 'microsoft.graph.emailAddress')
  const { name } = address
  if (name !== undefined && name !== null && typeof name !== 'string') {
    throw unreadableBody(`The name in ${property} must be text.`)
  }
  const text = address.address
  if (typeof text !== 'string' || text.length > MAX_ADDRESS_LENGTH || !SMTP_ADDRESS.test(text)) {
    throw new GraphRefusal(
      400,
      'ErrorInvalidRecipients',
      `At least one recipient is not valid: '${String(text ?? '')}' in ${property} is not an SMTP address.`,
    )
  }
  return { emailAddress: { name: name ?? text, address: text } }
}

function refuseOthers(value: Record<string, unknown>, allowed: readonly string[], type: string): void {
  const unknown = Object.keys(value).find((name) => !allowed.includes(name))
  if (unknown !== undefined)
    throw unreadableBody(`The property '${unknown}' does not exist on type '${type}'.`)
}
