/**
 * A path of this app that somebody wants to come back to; the start for anything else. next-auth gives whole addresses.
 * Browsers read "//host" and "/\\host" as another host, so an address is followed only when it leads to `appUrl`.
 */
export function toLocalPath(wanted: unknown, appUrl: string): string {
  if (typeof wanted !== 'string') return START
  try {
    const url = new URL(wanted, appUrl)
    return url.origin === new URL(appUrl).origin ? `${url.pathname}${url.search}` : START
  } catch {
    return START
  }
}

const START = '/data-connectors'
