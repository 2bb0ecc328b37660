import type { SiteLoginFacts } from './use-site-login.ts'

/** A stored password or key is used for the site and user that it was stored for, and for no other. */
export function isSecretStored(
  stored: SiteLoginFacts['stored'],
  login: { method?: string | undefined; host?: string; port?: unknown; username?: string },
): boolean {
  return (
    stored !== null &&
    stored.method === login.method &&
    stored.host === login.host?.trim().toLowerCase() &&
    stored.port === String(login.port) &&
    stored.username === login.username?.trim()
  )
}
