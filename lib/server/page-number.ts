/** Beyond this an offset costs the database more than a person can read. */
const LAST_PAGE = 10_000

/** The page that an address asks for, from 1; the first for anything that is no page. */
export function pageNumber(wanted: unknown): number {
  const page = typeof wanted === 'string' && /^\d{1,6}$/.test(wanted) ? Number(wanted) : 1
  return Math.min(Math.max(page, 1), LAST_PAGE)
}
