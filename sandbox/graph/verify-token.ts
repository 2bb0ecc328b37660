import { createLocalJWKSet, jwtVerify } from 'jose'
import { z } from 'zod'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import { GraphRefusal } from './graph-refusal.ts'
import type { AppPermission } from './router.ts'

/** A verified signature costs more than the rest of a request, so it is checked once per token. */
const MAX_CACHED_TOKENS = 1000

const claims = z.object({ exp: z.number(), tid: z.string(), roles: z.array(z.string()).default([]) })

export type TokenVerifier = (authorization: string | undefined, permission: AppPermission) => Promise<void>

/** Checks signature, audience, issuer, tenant, life and granted role of the bearer token. */
export function createTokenVerifier(
  signingKey: SigningKey,
  expected: { audience: string; issuer: string; tenantId: string },
  now: () => Date,
): TokenVerifier {
  const keys = createLocalJWKSet({ keys: [signingKey.publicJwk] })
  const known = new Map<string, { expiresAtMs: number; roles: ReadonlySet<string> }>()

  return async (authorization, permission) => {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) throw unauthenticated('Access token is empty.')
    const cached = known.get(token) ?? (await verify(token))
    if (cached.expiresAtMs <= now().getTime())
      throw unauthenticated('Lifetime validation failed, the token is expired.')
    if (!cached.roles.has(permission)) throw lacking(permission)
  }

  async function verify(token: string) {
    try {
      const { payload } = await jwtVerify(token, keys, {
        audience: expected.audience,
        issuer: expected.issuer,
        algorithms: ['RS256'],
        currentDate: now(),
      })
      const verified = claims.parse(payload)
      if (verified.tid !== expected.tenantId) throw new Error('The token is of another tenant.')
      const entry = { expiresAtMs: verified.exp * 1000, roles: new Set(verified.roles) }
      const oldest = known.keys().next().value
      if (known.size >= MAX_CACHED_TOKENS && oldest !== undefined) known.delete(oldest)
      known.set(token, entry)
      return entry
    } catch (error) {
      throw unauthenticated(error instanceof Error ? error.message : 'The token is not valid.')
    }
  }
}

function unauthenticated(message: string): GraphRefusal {
  return new GraphRefusal(401, 'InvalidAuthenticationToken', message)
}

function lacking(permission: AppPermission): GraphRefusal {
  return permission === 'User.Read.All'
    ? new GraphRefusal(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      )
    : new GraphRefusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
}
