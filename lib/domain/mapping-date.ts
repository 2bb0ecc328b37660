/**
 * A date of a mapping file as ISO 8601, where its writing leaves one reading: null when it does not. `05/11/2026` is two dates,
 * in the United States and elsewhere, and a wrong one would put messages into a wrong mailbox.
 */
export function readMappingDate(raw: string): string | null {
  const text = raw
    .normalize('NFKC')
    .replace(/^'/, '')
    .trim()
    .replace(/[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?$/, '')
  const yearFirst =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]$/.exec(text) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(text)
  if (yearFirst) return isoDate(yearFirst[1], yearFirst[3], yearFirst[4])
  const named =
    /^(?<day>\d{1,2})[ -](?<month>[a-z]{3,9})\.?[ -](?<year>\d{4})$/i.exec(text) ??
    /^(?<month>[a-z]{3,9})\.? (?<day>\d{1,2}),? (?<year>\d{4})$/i.exec(text)
  if (named?.groups) return isoDate(named.groups.year, monthOf(named.groups.month ?? ''), named.groups.day)
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text)
  if (!yearLast) return null
  const [, first = '', , second = '', year] = yearLast
  const dayFirst = isoDate(year, second, first)
  const monthFirst = isoDate(year, first, second)
  if (dayFirst && monthFirst && dayFirst !== monthFirst) return null
  return dayFirst ?? monthFirst
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)

function monthOf(name: string): string | undefined {
  const at = MONTHS.findIndex((month) => month.startsWith(name.toLowerCase()))
  return at === -1 ? undefined : String(at + 1)
}

/** Null for a day that no calendar has, and for years that are no dates of archived messages. */
function isoDate(year = '', month = '', day = ''): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
  return isReal && year >= '1900' ? iso : null
}
