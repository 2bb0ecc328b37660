import { may, type Role } from './roles.ts'
import type { SessionPerson } from './session-person-schema.ts'

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
