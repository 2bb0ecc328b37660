/**
 * A path of this app that somebody wants to come back to; the start for anything else. Browsers read "//host" and
 * "/\host" as another host, so an address is followed only when it stays where it is resolved from.
 */
export function toLocalPath(wanted: unknown): string {
  if (typeof wanted !== 'string') return START
  const here = 'http://app.invalid'
  try {
    const url = new URL(wanted, here)
    return url.origin === here ? `${url.pathname}${url.search}` : START
  } catch {
    return START
  }
}

const START = '/data-connectors'
