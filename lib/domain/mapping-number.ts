import { normalizeExternalId } from './external-id.ts'
import type { MappingRowCode } from './mapping-upload.ts'
import { isInternationalNumber, readNationalNumber } from './phone-validity.ts'

export type ReadNumber = {
  externalId: string
  codes: MappingRowCode[]
  /** Whose number it was read as, or could be. */
  country: string | null
}

const LONGEST_ID = 320
/** A tab or a NUL in an id is a damaged file, and Postgres cannot store the latter; U+FFFD is what a wrong encoding leaves. */
const UNSTORABLE = /[\p{Cc}\ufffd\p{Cs}]/u
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+)?E\+?\d{1,2}$/i

/**
 * The number or id of a row, in the one form in which messages have it (`normalizeExternalId`). TeleMessage writes numbers with their
 * country code and without "+", so digits that are a number so are taken as they stand; only those that are none are read as a
 * number of the default country. What is no number anywhere is kept: an id can be any digits.
 */
export function readMappingNumber(raw: string, defaultCountry: string | null): ReadNumber {
  const externalId = normalizeExternalId(raw)
  const asItStands = (...codes: MappingRowCode[]) => ({ externalId, codes, country: null })
  if (externalId === '') return asItStands('id-missing')
  if (SCIENTIFIC.test(externalId)) return asItStands('scientific-notation')
  if (/^\+?[\d\s().-]{16,}$/.test(externalId)) return asItStands('number-too-long')
  if (externalId.length > LONGEST_ID || UNSTORABLE.test(raw)) return asItStands('id-invalid')
  if (!/^\d{7,15}$/.test(externalId)) return asItStands()
  const isValid = isInternationalNumber(externalId)
  if (hasCountryCode(raw)) return isValid ? asItStands() : asItStands('number-invalid')
  const national = defaultCountry === null ? null : readNationalNumber(externalId, defaultCountry)
  if (isValid)
    return national ? { ...asItStands('country-ambiguous'), country: defaultCountry } : asItStands()
  if (!national) return asItStands('number-invalid')
  const codes: MappingRowCode[] = national.isLeadingZeroLost
    ? ['country-assumed', 'leading-zero-lost']
    : ['country-assumed']
  return { externalId: national.digits, codes, country: defaultCountry }
}

function hasCountryCode(raw: string): boolean {
  return /^[^\d\p{L}]*(?:\+|00)/u.test(raw.normalize('NFKC'))
}
