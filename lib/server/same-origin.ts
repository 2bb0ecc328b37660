/**
 * Whether a request comes from a page of this app. Cookies are sent along with requests that other sites cause, so
 * a request that changes something has to prove it.
 *
 * `Origin` decides when it is there; "null" (sandboxed frames, some redirects) is not ours. Next's own check lets a
 * request without the header pass, which this one does not: only Sec-Fetch-Site, which no page can set, may replace
 * it, and only where `originRequired` is false.
 */
export function isSameOrigin(
  headers: { get(name: string): string | null },
  options: { appUrl: string; originRequired: boolean },
): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  if (origin !== null) return origin === new URL(options.appUrl).origin
  return !options.originRequired && site === 'same-origin'
}
