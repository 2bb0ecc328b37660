import type { AuthOptions } from 'next-auth'
import AzureADProvider from 'next-auth/providers/azure-ad'
import type { Environment } from '#lib/platform/env.ts'
import type { Logger } from '#lib/platform/logger.ts'
import type { Clock } from '#lib/sync/ports/clock.ts'
import { claimsInForce, claimsOfIdToken, SESSION_MAX_AGE_SECONDS } from './session-claims.ts'

const ENTRA_TIMEOUT_MS = 10_000

/** Sign-in with Entra ID: authorization code with PKCE, state and nonce; the session is an encrypted cookie. */
export function createAuthOptions(options: { env: Environment; clock: Clock; log: Logger }): AuthOptions {
  const { env, clock, log } = options
  return {
    secret: env.NEXTAUTH_SECRET,
    providers: [
      AzureADProvider({
        clientId: env.ENTRA_CLIENT_ID,
        clientSecret: env.ENTRA_CLIENT_SECRET,
        tenantId: env.ENTRA_TENANT_ID,
        wellKnown: `${env.ENTRA_AUTHORITY}/${env.ENTRA_TENANT_ID}/v2.0/.well-known/openid-configuration`,
        checks: ['pkce', 'state', 'nonce'],
        httpOptions: { timeout: ENTRA_TIMEOUT_MS },
        // The built-in one fetches a photo from a fixed address of Microsoft Graph: a call that nobody needs.
        profile: (claims) => ({ id: claims.oid, name: claims.name, email: claims.email }),
      }),
    ],
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    callbacks: {
      signIn: ({ profile }) => claimsOfIdToken(profile, env.ENTRA_TENANT_ID, clock.now()) !== null,
      // `profile` is the ID token, and is there at sign-in only.
      jwt: ({ token, profile }) =>
        profile
          ? { claims: claimsOfIdToken(profile, env.ENTRA_TENANT_ID, clock.now()) }
          : { claims: token.claims },
      // Pages and browsers see a session by its claims: one that is over has none, however alive its cookie is.
      session: ({ session: { expires }, token }) => {
        const claims = claimsInForce(token.claims, env.ENTRA_TENANT_ID, clock.now())
        return claims ? { expires, claims } : { expires }
      },
    },
    logger: {
      // The metadata of next-auth can hold the provider's configuration, client secret included.
      error: (code, metadata) => log.error({ code, reason: reasonOf(metadata) }, 'sign-in'),
      warn: (code) => log.warn({ code }, 'sign-in'),
      debug: () => {},
    },
  }
}

function reasonOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message
  const error = metadata && typeof metadata === 'object' && 'error' in metadata ? metadata.error : null
  return error instanceof Error ? error.message : 'unknown'
}
