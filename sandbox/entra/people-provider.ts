import { createHash } from 'node:crypto'
import Provider, { interactionPolicy } from 'oidc-provider'
import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import type { Person } from '#sandbox/directory/person.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import { ENTRA_ROUTES } from './entra-routes.ts'
import { createProviderMemory } from './provider-memory.ts'
import { signOutPages } from './sign-out-pages.ts'

const HOUR_S = 3600

/** Sign-in for people: authorization code with PKCE, and an ID token with the claims that Entra puts into one. */
export function createPeopleProvider(
  issuer: string,
  settings: CompleteSettings,
  signingKey: SigningKey,
  directory: DirectoryStore,
): Provider {
  const { tenantId, clientId } = settings
  return new Provider(issuer, {
    adapter: createProviderMemory(),
    jwks: { keys: [signingKey.privateJwk] },
    routes: ENTRA_ROUTES,
    clients: [
      {
        client_id: clientId,
        client_secret: settings.clientSecret,
        redirect_uris: [...settings.redirectUris],
        post_logout_redirect_uris: [
          ...new Set(settings.redirectUris.map((uri) => `${new URL(uri).origin}/`)),
        ],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        subject_type: 'pairwise',
        id_token_signed_response_alg: 'RS256',
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: {
      openid: ['sub', 'oid', 'tid', 'ver', 'roles'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
    },
    // Entra puts name and address into the ID token itself; the standard would leave them to the userinfo endpoint.
    conformIdTokenClaims: false,
    subjectTypes: ['pairwise'],
    // As in Entra the subject differs per application and is not the object id: code that confuses them must fail here.
    pairwiseIdentifier: (_context, accountId, client) =>
      createHash('sha256').update(`${tenantId} ${client.clientId} ${accountId}`).digest('base64url'),
    findAccount: (_context, accountId) => {
      const person = directory.findById(accountId)
      return person && { accountId: person.id, claims: () => claimsOf(person, tenantId) }
    },
    interactions: { policy: alwaysPick(), url: (_context, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: grantWhatIsAsked,
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: signOutPages,
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    cookies: {
      names: { session: 'sandbox_session', interaction: 'sandbox_interaction', resume: 'sandbox_resume' },
    },
    ttl: {
      AccessToken: HOUR_S,
      AuthorizationCode: 600,
      IdToken: HOUR_S,
      Interaction: HOUR_S,
      Session: HOUR_S,
      Grant: HOUR_S,
    },
    renderError: (context, out) => {
      context.type = 'text'
      context.body = `The sign-in request was refused.\n${Object.entries(out)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n')}\n`
    },
  })
}

function claimsOf(person: Person, tenantId: string) {
  return {
    sub: person.id,
    oid: person.id,
    tid: tenantId,
    ver: '2.0',
    name: person.displayName,
    preferred_username: person.userPrincipalName,
    ...(person.mail === null ? {} : { email: person.mail }),
    ...(person.appRoles.length === 0 ? {} : { roles: person.appRoles }),
  }
}

/** Asks who signs in every time: with a remembered session nobody could become another person. */
function alwaysPick(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'pick_person',
        'The person who signs in has not been picked',
        (context) => context.oidc.result?.login === undefined,
      ),
    )
  // Entra knows `prompt=select_account`; the picker above answers it.
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }))
  return policy
}

/** Consent was given by the tenant's administrator: nobody is asked. */
const grantWhatIsAsked: NonNullable<
  NonNullable<ConstructorParameters<typeof Provider>[1]>['loadExistingGrant']
> = async (context) => {
  const { client, session, provider, params } = context.oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(String(params?.scope ?? 'openid'))
  await grant.save()
  return grant
}
