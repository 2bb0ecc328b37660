import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import metadata from 'libphonenumber-js/max/metadata'

/** Whether digits, the country code first, are a number that its country could have given out. */
export function isInternationalNumber(digits: string): boolean {
  return matchesPlan(digits) || (parsePhoneNumberFromString(`+${digits}`)?.isValid() ?? false)
}

export type NationalNumber = { digits: string; isLeadingZeroLost: boolean }

/**
 * Digits read as a number of a country, without its country code; null when the country has no such number. A leading zero that
 * the country writes and the text lacks is what a spreadsheet takes away.
 */
export function readNationalNumber(text: string, country: string): NationalNumber | null {
  if (!isSupportedCountry(country) || !couldBeNational(text, country)) return null
  for (const candidate of [text, `0${text}`]) {
    const number = parsePhoneNumberFromString(candidate, country)
    if (!number?.isValid() || !text.endsWith(number.nationalNumber.replace(/^0/, ''))) continue
    const isZeroWritten = number.formatNational().replace(/\D/g, '').startsWith('0')
    return { digits: number.number.slice(1), isLeadingZeroLost: isZeroWritten && !text.startsWith('0') }
  }
  return null
}

/** A number with its country code is too long for most countries, and parsing is what costs. */
function couldBeNational(text: string, country: string): boolean {
  const lengths = plansOf(country)?.lengths
  return !lengths || text.startsWith('0') || text.length <= Math.max(...lengths)
}

type Plan = { national: RegExp; types: { pattern: RegExp; lengths: number[] | null }[]; lengths: number[] }

/**
 * The library's own check without its parser, which takes twenty times as long: most rows of a large file are plain valid numbers.
 * Only a yes counts; a test holds it against the library.
 */
function matchesPlan(digits: string): boolean {
  for (const codeLength of [1, 2, 3]) {
    const countries = metadata.country_calling_codes[digits.slice(0, codeLength)]
    if (!countries) continue
    const [country] = countries
    const plan = countries.length === 1 && country ? plansOf(country) : null
    if (!plan) return false
    const national = digits.slice(codeLength)
    return (
      plan.national.test(national) &&
      plan.types.some(
        ({ pattern, lengths }) => (lengths?.includes(national.length) ?? true) && pattern.test(national),
      )
    )
  }
  return false
}

const plans = new Map<string, Plan | null>()

function plansOf(country: string): Plan | null {
  const known = plans.get(country)
  if (known !== undefined) return known
  const plan = readPlan(metadata.countries[country as keyof typeof metadata.countries])
  plans.set(country, plan)
  return plan
}

/** The places that the library's own metadata reader takes them from. */
const NATIONAL_PATTERN = 2
const POSSIBLE_LENGTHS = 3
const TYPES = 11

function readPlan(entry: unknown): Plan | null {
  if (!Array.isArray(entry)) return null
  const fields: unknown[] = entry
  const national = fields[NATIONAL_PATTERN]
  const lengths = numbersIn(fields[POSSIBLE_LENGTHS])
  const types = fields[TYPES]
  if (typeof national !== 'string' || !lengths || !Array.isArray(types)) return null
  const patterns = types.flatMap((type: unknown) => {
    const [pattern, typeLengths]: unknown[] = Array.isArray(type) ? type : []
    return typeof pattern === 'string' && pattern !== ''
      ? [{ pattern: whole(pattern), lengths: numbersIn(typeLengths) }]
      : []
  })
  return { national: whole(national), types: patterns, lengths }
}

function numbersIn(value: unknown): number[] | null {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : null
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`)
}
