/**
 * The one form in which numbers and ids are compared: those of a mapping file with those of messages.
 *
 * TeleMessage writes numbers with country code and without "+" (`8613800138000`); people write them with "+",
 * a leading "00", blanks, dashes, brackets or full-width digits, and Excel needs an apostrophe to leave them alone.
 * What is not a number is an opaque id (a WeCom or TeleMessage user id, or a login name): lower case, trimmed.
 */
export function normalizeExternalId(raw: string): string {
  if (PLAIN_PHONE.test(raw)) return raw
  const text = raw.normalize('NFKC').replace(INVISIBLE, '').replace(/^'/, '').trim()
  return normalizePhone(text) ?? text.toLowerCase()
}

/** The digits of a phone number with its country code; null when the text is not a number alone. */
export function normalizePhone(text: string): string | null {
  if (!/^\+?[\d\s().\-/]+$/.test(text)) return null
  const digits = text.replace(/\D/g, '').replace(/^00/, '')
  return digits.length >= SHORTEST_PHONE && digits.length <= LONGEST_PHONE ? digits : null
}

/** Already as it should be, as most of a large file are. */
const PLAIN_PHONE = /^[1-9]\d{6,14}$/
/** E.164 allows 15 digits; shorter than 7 is a service number or an internal id. */
const SHORTEST_PHONE = 7
const LONGEST_PHONE = 15
/** Bidirectional marks, zero-width characters and byte order marks that copying from a web page leaves behind. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
