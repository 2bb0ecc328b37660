import { z } from 'zod'
import { knownRoles } from '#lib/domain/roles.ts'
import { sessionPerson } from '#lib/domain/session-person-schema.ts'

/** A role taken away in Entra is in force after this time at the latest: the roles travel in the cookie. */
export const SESSION_MAX_AGE_SECONDS = 8 * 60 * 60

/** What the session cookie holds of a person. No token of Microsoft's is in it. */
export const sessionClaims = sessionPerson.extend({ tenantId: z.guid(), signedInAtMs: z.number() })

export type SessionClaims = z.infer<typeof sessionClaims>

/** The claims of an ID token of Entra, v2.0. `roles` is absent when the person has none. */
const idToken = z.object({
  tid: z.guid(),
  oid: z.guid(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  roles: z.array(z.string()).default([]),
})

/**
 * Reads an ID token whose signature is checked already. Null when it is not one of `tenantId`: a person is known by
 * tenant and object id, never by an address, which its own tenant may choose freely.
 */
export function claimsOfIdToken(claims: unknown, tenantId: string, now: Date): SessionClaims | null {
  const parsed = idToken.safeParse(claims)
  if (!parsed.success || parsed.data.tid.toLowerCase() !== tenantId.toLowerCase()) return null
  const { tid, oid, name, preferred_username: address = '', roles } = parsed.data
  return {
    tenantId: tid.toLowerCase(),
    objectId: oid.toLowerCase(),
    name: name ?? address,
    address,
    roles: knownRoles(roles),
    signedInAtMs: now.getTime(),
  }
}

/**
 * The claims of a session, unless it is too old or of a tenant that the installation has left. next-auth gives a cookie a
 * new life whenever it is asked for the session; the age since sign-in is what counts here.
 */
export function claimsInForce(claims: unknown, tenantId: string, now: Date): SessionClaims | null {
  const parsed = sessionClaims.safeParse(claims)
  if (!parsed.success || parsed.data.tenantId !== tenantId.toLowerCase()) return null
  return now < endOf(parsed.data) ? parsed.data : null
}

/** The moment from which a session is too old. */
export function endOf({ signedInAtMs }: Pick<SessionClaims, 'signedInAtMs'>): Date {
  return new Date(signedInAtMs + SESSION_MAX_AGE_SECONDS * 1_000)
}
