import { createHash } from 'node:crypto'
import type { HeaderAddress } from '#lib/domain/archived-message.ts'

export type SmtpRecipient = {
  name: string
  address: string
  /** False: the address is a stand-in, because Exchange takes no recipient without one. */
  isOwnAddress: boolean
}

/**
 * A recipient that Exchange accepts. A person who has no e-mail address gets one that can never be delivered to
 * (RFC 2606 reserves `.invalid`), always the same for the same person; name and number stay in the display name.
 */
export function toSmtpRecipient(person: HeaderAddress): SmtpRecipient {
  const { address } = person
  if (isSmtpAddress(address))
    return { name: displayName(person.name || address), address, isOwnAddress: true }
  return {
    name: displayName(
      person.name && address ? `${person.name} (${address})` : person.name || address || 'Unknown',
    ),
    address: `${standInLocalPart(person)}@${UNADDRESSED_DOMAIN}`,
    isOwnAddress: false,
  }
}

export const UNADDRESSED_DOMAIN = 'unaddressed.invalid'

/** RFC 5321 without quoted local parts and without SMTPUTF8, neither of which Exchange Online takes everywhere. */
function isSmtpAddress(address: string): boolean {
  const [localPart = '', domain = '', ...rest] = address.split('@')
  if (rest.length > 0 || localPart.length > 64 || domain.length > 253) return false
  if (!/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(localPart)) return false
  const labels = domain.split('.')
  return (
    labels.length > 1 && labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))
  )
}

function standInLocalPart({ name, address }: HeaderAddress): string {
  const number = `${address} ${name}`.match(/\d[\d().\s-]{5,}\d/)?.[0].replace(/\D/g, '')
  if (number && number.length >= 7 && number.length <= 20) return number
  if (/^[A-Za-z0-9_-]{1,40}$/.test(address)) return address.toLowerCase()
  // 64 bits tell the people of one message apart, and that is all that is asked of a stand-in.
  return `id-${createHash('sha256').update(`${address}\n${name}`).digest('hex').slice(0, 16)}`
}

/** MAPI display names; Exchange cuts longer ones itself, in the middle of a character. */
const LONGEST_NAME = 256

function displayName(text: string): string {
  return text.length <= LONGEST_NAME ? text : text.slice(0, LONGEST_NAME).toWellFormed()
}
