import { addressParser } from 'postal-mime'
import type { HeaderAddress } from '#lib/domain/archived-message.ts'
import { decodeEncodedWords } from './encoded-words.ts'

/**
 * Steps of the library's parser that a field may cost; some 0.6 s at worst, measured. Two thousand people with
 * quoted names in one group are a sixth of it; what is over is no list of people but an attack on the worker.
 */
const MOST_STEPS = 600_000
/** The library parses the members of a group anew at each colon, down to this depth. */
const DEEPEST_GROUP = 50

/** Whether a field can be parsed in bounded time. One that cannot has unknown people, which is not the same as none. */
export function isParsableAddressList(value: string): boolean {
  if (value.length < SHORT_FIELD) return true
  let operators = 0
  let colons = 0
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charCodeAt(index)
    if (character === COLON) colons += 1
    if (OPERATORS.has(character)) operators += 1
  }
  return (value.length / 8 + operators) * (1 + Math.min(colons, DEEPEST_GROUP)) <= MOST_STEPS
}

/** Costs less than the limit whatever is in it. */
const SHORT_FIELD = 10_000
const COLON = ':'.charCodeAt(0)
const OPERATORS = new Set([...'"(),:;<>'].map((character) => character.charCodeAt(0)))

/**
 * The mailboxes of an RFC 5322 address field, in order: groups opened, quoted names and comments understood,
 * encoded words decoded. A person without an address (a bare number, say) has an empty `address`. Empty for a field
 * that is not parsable.
 */
export function parseAddressList(value: string): HeaderAddress[] {
  return (readPlainMailboxes(value) ?? readMailboxes(value)).flatMap(({ name, address }) => {
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
 * Mailboxes in the forms that nearly all have, `name <address>` and `"name" <address>`, the address empty perhaps:
 * many times as fast as by the library, and the same (a test holds one against the other). Null when a single one has
 * another form.
 */
function readPlainMailboxes(value: string): HeaderAddress[] | null {
  const mailboxes: HeaderAddress[] = []
  PLAIN_MAILBOX.lastIndex = 0
  while (PLAIN_MAILBOX.lastIndex < value.length) {
    const found = PLAIN_MAILBOX.exec(value)
    if (!found) return null
    const [, quoted, bare = '', address = ''] = found
    mailboxes.push({ name: (quoted ?? bare).trim(), address })
  }
  return mailboxes
}

/** No alternative can match the same blanks as its neighbour: it never goes back over them twice. */
const PLAIN_MAILBOX =
  /(?: *"([^"\\@]*)" *|([^"\\(),:;<>@]*))<([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255})?> *(?:,|$)/y

/**
 * The library's parser is linear (measured: about 1 s a MiB at worst) except where it decodes words, which can
 * take it 8 s. Words are therefore hidden from it and decoded afterwards.
 */
function readMailboxes(value: string): HeaderAddress[] {
  if (!isParsableAddressList(value)) return []
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
