import type { ReactNode } from 'react'
import { SessionGuard } from '#components/fields/session-guard.tsx'
import { findViewer } from '#lib/server/viewer.ts'

/** Turns nobody away: each page asks for its viewer, with the right that it needs. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const viewer = await findViewer()
  const person = viewer && {
    objectId: viewer.objectId,
    name: viewer.name,
    address: viewer.address,
    roles: viewer.roles,
  }
  return <SessionGuard person={person}>{children}</SessionGuard>
}
