/**
 * The moment that a Date field names: RFC 5322 with its obsolete forms (two-digit years, zone names), and ISO 8601
 * with a zone, which exports write by mistake. Null when it names none.
 */
export function parseHeaderDate(value: string): Date | null {
  const text = withoutComments(value).trim()
  if (text.length > LONGEST_DATE) return null
  const rfc5322 = RFC_5322.exec(text)?.groups
  if (rfc5322) return fromParts({ ...rfc5322, month: monthNumber(rfc5322.month) })
  const iso8601 = ISO_8601.exec(text)?.groups
  if (iso8601) return fromParts({ ...iso8601, month: Number(iso8601.month) })
  return null
}

const LONGEST_DATE = 100
/** RFC 5322 3.3. */
const EARLIEST_YEAR = 1900

const RFC_5322 =
  /^(?:[A-Za-z]{3,9},?\s+)?(?<day>\d{1,2})[\s-]+(?<month>[A-Za-z]{3})[a-z]*[\s-]+(?<year>\d{2,4})\s+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s+(?<zone>[+-]\d{4}|[A-Za-z]{1,5}))?$/
const ISO_8601 =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})$/

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthNumber(name = ''): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1
}

/** RFC 5322 4.3: these names mean these hours, and every other name means that the zone is unknown (-0000). */
const ZONE_HOURS: Record<string, number> = {
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
}

type DateParts = {
  year?: string
  month: number
  day?: string
  hour?: string
  minute?: string
  second?: string
  zone?: string
}

function fromParts(parts: DateParts): Date | null {
  const [year, day] = [fullYear(parts.year ?? ''), Number(parts.day)]
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second ?? 0)]
  const offsetMinutes = zoneOffsetMinutes(parts.zone)
  if (offsetMinutes === null || parts.month < 1 || parts.month > 12) return null
  // 60 is a leap second; it becomes the next minute's first.
  if (hour > 23 || minute > 59 || second > 60) return null
  const midnight = new Date(Date.UTC(year, parts.month - 1, day))
  if (year < EARLIEST_YEAR || day < 1 || midnight.getUTCMonth() !== parts.month - 1) return null
  const local = midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
  return new Date(local - offsetMinutes * 60_000)
}

/** RFC 5322 4.3: two digits below 50 are 20xx, other two or three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length > 3) return year
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function zoneOffsetMinutes(zone = ''): number | null {
  const numeric = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (!numeric) return (ZONE_HOURS[zone.toUpperCase()] ?? 0) * 60
  const [, sign, hours, minutes] = numeric
  const size = Number(hours) * 60 + Number(minutes)
  if (Number(minutes) > 59 || size > 14 * 60) return null
  return sign === '-' ? -size : size
}

function withoutComments(value: string): string {
  if (!value.includes('(')) return value
  let text = ''
  let depth = 0
  for (const character of value) {
    if (character === '(') depth += 1
    else if (character === ')' && depth > 0) depth -= 1
    else if (depth === 0) text += character
  }
  return text
}
