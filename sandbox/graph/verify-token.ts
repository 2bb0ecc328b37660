import { createLocalJWKSet, jwtVerify } from 'jose'
import { z } from 'zod'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import { GraphRefusal } from './graph-refusal.ts'

/** A verified signature costs more than the rest of a request, so it is checked once per token. */
const MAX_CACHED_TOKENS = 1000

const claims = z.object({
  exp: z.number(),
  tid: z.string(),
  appid: z.string().default(''),
  /** Missing where the app has only what Exchange's role-based access control grants it. */
  roles: z.array(z.string()).default([]),
})

export type VerifiedToken = { appId: string; expiresAtMs: number; roles: ReadonlySet<string> }

/** @throws {GraphRefusal} 401 */
export type TokenVerifier = (authorization: string | undefined) => VerifiedToken | Promise<VerifiedToken>

/** Checks signature, audience, issuer, tenant and life of the bearer token. */
export function createTokenVerifier(
  signingKey: SigningKey,
  expected: { audience: string; issuer: string; tenantId: string },
  now: () => Date,
): TokenVerifier {
  const keys = createLocalJWKSet({ keys: [signingKey.publicJwk] })
  const known = new Map<string, VerifiedToken>()

  return (authorization) => {
    const cached = known.get(authorization ?? '')
    if (cached) return refuseExpired(cached)
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1]
    if (authorization === undefined || token === undefined) throw unauthenticated('Access token is empty.')
    return verify(token).then((verified) => {
      const oldest = known.keys().next().value
      if (known.size >= MAX_CACHED_TOKENS && oldest !== undefined) known.delete(oldest)
      known.set(authorization, verified)
      return refuseExpired(verified)
    })
  }

  function refuseExpired(verified: VerifiedToken): VerifiedToken {
    if (verified.expiresAtMs > now().getTime()) return verified
    throw unauthenticated('Lifetime validation failed, the token is expired.')
  }

  async function verify(token: string): Promise<VerifiedToken> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        audience: expected.audience,
        issuer: expected.issuer,
        algorithms: ['RS256'],
        currentDate: now(),
      })
      const { exp, tid, appid, roles } = claims.parse(payload)
      if (tid !== expected.tenantId) throw new Error('The token is of another tenant.')
      return { appId: appid, expiresAtMs: exp * 1000, roles: new Set(roles) }
    } catch (error) {
      throw unauthenticated(error instanceof Error ? error.message : 'The token is not valid.')
    }
  }
}

function unauthenticated(message: string): GraphRefusal {
  return new GraphRefusal(401, 'InvalidAuthenticationToken', message)
}
