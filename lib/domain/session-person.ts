import { may, ROLES, type Role } from './roles.ts'

/** Whom a session belongs to, as pages and browsers see it. */
export type SessionPerson = { objectId: string; name: string; address: string; roles: Role[] }

/**
 * Reads what the server says of the session; null when it is nothing that it says. Without a schema: every page asks, and zod would be
 * 28 KiB of it.
 */
export function readSessionPerson(claims: unknown): SessionPerson | null {
  if (typeof claims !== 'object' || claims === null) return null
  const { objectId, name, address, roles } = claims as Record<string, unknown>
  if (typeof objectId !== 'string' || typeof name !== 'string' || typeof address !== 'string') return null
  if (!Array.isArray(roles)) return null
  return { objectId, name, address, roles: ROLES.filter((role) => roles.includes(role)) }
}

/** What the session of a browser means for a page that a person has opened in it. */
export type SessionChange = { kind: 'none' } | { kind: 'other-person' } | { kind: 'role-lost'; role: Role }

/**
 * Compares whom a page was opened by with who is signed in now. A person is known by the object id: names and addresses
 * change. More roles than before change nothing for the page; of several lost ones the one that allowed most is told.
 */
export function compareSessions(before: SessionPerson, now: SessionPerson): SessionChange {
  if (before.objectId !== now.objectId) return { kind: 'other-person' }
  if (may(before.roles, 'manage') && !may(now.roles, 'manage')) {
    return { kind: 'role-lost', role: 'DataConnector.Admin' }
  }
  if (may(before.roles, 'read') && !may(now.roles, 'read')) {
    return { kind: 'role-lost', role: 'DataConnector.Reader' }
  }
  return { kind: 'none' }
}
