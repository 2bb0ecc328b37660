import Provider, { errors } from 'oidc-provider'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import type { AppGrants } from './app-grants.ts'
import { inEntraWords } from './entra-errors.ts'
import { ENTRA_ROUTES } from './entra-routes.ts'
import { createProviderMemory } from './provider-memory.ts'

/** Client credentials for Graph: the app's own access tokens. */
export function createAppsProvider(
  issuer: string,
  graphUrl: string,
  settings: CompleteSettings,
  signingKey: SigningKey,
  grants: () => AppGrants,
): Provider {
  const { tenantId, clientId, now } = settings
  const lifetimeSeconds = () => grants().tokenLifetimeSeconds
  const provider = new Provider(issuer, {
    adapter: createProviderMemory(),
    jwks: { keys: [signingKey.privateJwk] },
    routes: ENTRA_ROUTES,
    clients: [
      {
        client_id: clientId,
        client_secret: settings.clientSecret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        // Entra v2.0 names the resource in the scope, as `{resource}/.default`.
        defaultResource: (context) => {
          const scope = String(context.oidc.params?.scope ?? '')
          if (scope !== `${graphUrl}/.default`) {
            throw new errors.InvalidTarget(`The only scope of this tenant is ${graphUrl}/.default.`)
          }
          return graphUrl
        },
        getResourceServerInfo: () => ({
          scope: `${graphUrl}/.default`,
          audience: graphUrl,
          accessTokenFormat: 'jwt',
          accessTokenTTL: lifetimeSeconds(),
          jwt: { sign: { alg: 'RS256', kid: signingKey.privateJwk.kid } },
        }),
      },
    },
    extraTokenClaims: () => {
      const { roles } = grants()
      return { tid: tenantId, appid: clientId, ...(roles.length > 0 ? { roles } : {}), ver: '1.0' }
    },
    ttl: { ClientCredentials: lifetimeSeconds },
  })
  provider.use(async (context, next) => {
    await next()
    if (context.status < 400) return
    context.body = inEntraWords(context.body, context.oidc?.client?.clientId, tenantId, now())
  })
  return provider
}
