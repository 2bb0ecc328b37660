/** The endpoints of Entra below `/{tenant}`. Discovery announces them: nobody should have them by heart. */
export const ENTRA_ROUTES = {
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  end_session: '/oauth2/v2.0/logout',
  jwks: '/discovery/v2.0/keys',
  userinfo: '/oidc/userinfo',
} as const

/** Entra's issuer ends in `/v2.0`, and only discovery lives below it. */
const DISCOVERY_PATH = '/v2.0/.well-known/openid-configuration'

/**
 * The path below `/{tenant}` as oidc-provider knows it, or undefined when `url` belongs to another tenant.
 * The query stays.
 */
export function pathBelowTenant(url: string, tenantId: string): string | undefined {
  const prefix = `/${tenantId}`
  if (!url.toLowerCase().startsWith(`${prefix}/`)) return undefined
  const below = url.slice(prefix.length)
  return below.startsWith(DISCOVERY_PATH) ? below.slice('/v2.0'.length) : below
}
