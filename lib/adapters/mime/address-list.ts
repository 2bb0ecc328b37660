import { addressParser } from 'postal-mime'
import type { HeaderAddress } from '#lib/domain/archived-message.ts'
import { decodeEncodedWords } from './encoded-words.ts'

/**
 * The mailboxes of an RFC 5322 address field, in order: groups opened, quoted names and comments understood,
 * encoded words decoded. A person without an address (a bare number, say) has an empty `address`.
 */
export function parseAddressList(value: string): HeaderAddress[] {
  return readMailboxes(value).flatMap(({ name, address }) => {
    const decoded = { name: decodeEncodedWords(name).trim(), address: decodeEncodedWords(address).trim() }
    // Some mailers encode the whole mailbox, angle brackets included.
    if (!decoded.address && decoded.name !== name && HAS_ANGLE_ADDRESS.test(decoded.name)) {
      return readMailboxes(decoded.name).map(withoutBlanks)
    }
    return decoded.name || decoded.address ? [decoded] : []
  })
}

const HAS_ANGLE_ADDRESS = /<[^<>@\s]{1,64}@[^<>@\s]{1,255}>/

/**
 * The library's parser is linear (measured: about 1 s a MiB at worst) except where it decodes words, which can
 * take it 8 s. Words are therefore hidden from it and decoded afterwards.
 */
function readMailboxes(value: string): HeaderAddress[] {
  const mailboxes: HeaderAddress[] = []
  for (const entry of addressParser(value.replaceAll('=?', HIDDEN_WORD), { flatten: true })) {
    if (entry.address === undefined) continue
    mailboxes.push({ name: shown(entry.name), address: shown(entry.address) })
  }
  return mailboxes
}

/** A private-use character between "=" and "?": no encoded word any more, and nothing the parser knows. */
const HIDDEN_WORD = '=\ue000?'

function shown(text: string): string {
  return text.replaceAll(HIDDEN_WORD, '=?')
}

function withoutBlanks({ name, address }: HeaderAddress): HeaderAddress {
  return { name: name.trim(), address: address.trim() }
}
