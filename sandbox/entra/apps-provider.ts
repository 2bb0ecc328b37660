import Provider, { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import { readAppCertificates } from './app-certificates.ts'
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
  const certificates = readAppCertificates(settings.appCertificates, now)
  const memory = createProviderMemory()
  const common = {
    client_id: clientId,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }
  const withSecret = {
    ...common,
    client_secret: settings.clientSecret,
    token_endpoint_auth_method: 'client_secret_post' as const,
  }
  /** One app with two kinds of credentials, as in Entra; oidc-provider knows one for each client, so it is told by the request. */
  const appClients = {
    ...NO_MEMORY,
    async find(id: string): Promise<AdapterPayload | undefined> {
      if (id !== clientId) return undefined
      const assertion = assertionOf(Provider.ctx?.oidc?.params)
      const key = assertion === null ? null : certificates.keyOf(assertion)
      if (!key) return withSecret
      return { ...common, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] } }
    },
  }
  const provider = new Provider(issuer, {
    adapter: (model) =>
      model === 'Client' ? appClients : model === 'ReplayDetection' ? NO_MEMORY : memory(model),
    jwks: { keys: [signingKey.privateJwk] },
    routes: ENTRA_ROUTES,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['PS256', 'RS256'] },
    assertJwtClientAuthClaimsAndHeader: async (context, claims) => refuseLooseClaims(context, claims),
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
    const isByCertificate = assertionOf(context.oidc?.params) !== null
    context.body = inEntraWords(context.body, {
      knownClientId: context.oidc?.client?.clientId,
      isByCertificate,
      tenantId,
      now: now(),
    })
  })
  return provider
}

function assertionOf(params: Record<string, unknown> | undefined): string | null {
  const assertion = params?.client_assertion
  return typeof assertion === 'string' ? assertion : null
}

/** Entra lets an assertion be used again while it lasts, and msal-node does so. */
const NO_MEMORY: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
}

/** Longer ones are as good as a secret that never ends. */
const LONGEST_ASSERTION_SECONDS = 3600

/** oidc-provider has checked signature, issuer and end; Entra wants the subject too, and the token endpoint as the audience. */
function refuseLooseClaims(
  context: { oidc: { urlFor(name: string): string } },
  claims: Record<string, unknown>,
): void {
  const isExact = claims.sub === claims.iss && claims.aud === context.oidc.urlFor('token')
  const seconds = Number(claims.exp) - Number(claims.nbf)
  if (!isExact || !(seconds > 0 && seconds <= LONGEST_ASSERTION_SECONDS))
    throw new errors.InvalidClientAuth('The claims of the assertion are not as they should be.')
}
