import type { HeaderAddress, RoutingHeaders } from './archived-message.ts'
import { normalizeExternalId, normalizePhone } from './external-id.ts'

export const PARTICIPANT_ROLES = ['from', 'to', 'cc', 'bcc'] as const

export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number]

/** A person on an item, with everything a mapping may know them by. Empty strings for what is not there. */
export type Participant = {
  role: ParticipantRole
  ordinal: number
  displayName: string
  /** Lower case. */
  address: string
  /** Digits only. */
  phone: string
  /** Neither a number nor an address; lower case. */
  opaqueId: string
}

/** The people on an item, in the order of its header; a person who stands in one field twice counts once. */
export function participantsOf(headers: RoutingHeaders): Participant[] {
  // Some exports leave From empty and name the writer in Sender only.
  const from = headers.from.length > 0 ? headers.from : headers.sender
  const fields: Record<ParticipantRole, HeaderAddress[]> = { ...headers, from }
  return PARTICIPANT_ROLES.flatMap((role) => {
    const seen = new Set<string>()
    return fields[role]
      .map((entry) => identify(entry))
      .filter((person) => {
        const key = `${person.address}|${person.phone}|${person.opaqueId}`
        if (key === '||' || seen.has(key)) return false
        seen.add(key)
        return true
      })
      .map((person, ordinal) => ({ role, ordinal, ...person }))
  })
}

/** RFC 5321: 64 for the local part, 255 for the domain, and the sign between them. */
const LONGEST_ADDRESS = 320

function identify(entry: HeaderAddress): Omit<Participant, 'role' | 'ordinal'> {
  const name = entry.name.trim()
  // People write numbers in full-width digits too, and mapping files know them in plain ones.
  const plainName = name.normalize('NFKC')
  const isAddress = entry.address.length <= LONGEST_ADDRESS && /^[^@\s]+@[^@\s]+$/.test(entry.address)
  const localPart = isAddress ? (entry.address.split('@')[0] ?? '') : entry.address
  const phone = phoneIn(plainName) ?? normalizePhone(localPart) ?? ''
  return {
    displayName: name,
    address: isAddress ? entry.address.toLowerCase() : '',
    phone,
    opaqueId: isAddress || phone ? '' : normalizeExternalId(entry.address || name),
  }
}

/**
 * The number in a display name. TeleMessage's default form puts it last (`First Last 8613800138000`), others
 * put it first or alone, so any token may be it. A number may be written with blanks behind its "+".
 */
function phoneIn(name: string): string | null {
  const international = /\+[\d\s().-]{7,24}/.exec(name)?.[0]
  const candidates = international ? [international.trim(), ...name.split(/\s+/)] : name.split(/\s+/)
  for (const candidate of candidates) {
    // As long as a number with blanks and brackets may be, and no word of a text.
    if (candidate.length > LONGEST_PHONE_TEXT) continue
    const phone = normalizePhone(candidate.replace(/^[<("']+|[>)"',;]+$/g, ''))
    if (phone) return phone
  }
  return null
}

const LONGEST_PHONE_TEXT = 40
