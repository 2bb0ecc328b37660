/** A value that a spreadsheet would run: by its own signs, by their full-width twins, or behind a control character. */
const LOOKS_LIKE_A_FORMULA = /^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/

/** What Excel needs to read UTF-8 as UTF-8. */
export const CSV_BYTE_ORDER_MARK = '\uFEFF'

/**
 * One line of RFC 4180, its end included. Whatever could be a formula begins with an apostrophe, which spreadsheets
 * show as text: subjects and names come from outside.
 */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = LOOKS_LIKE_A_FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n\0]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
