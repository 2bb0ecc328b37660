import 'server-only'
import { endOf } from '#lib/auth/session-claims.ts'
import type { Caller } from './guard-call.ts'
import { findViewer } from './viewer.ts'

/** The person of the session, as a caller; null without one. */
export async function findSessionCaller(): Promise<Caller | null> {
  const viewer = await findViewer()
  return viewer && { ...viewer, id: viewer.objectId, endsAt: endOf(viewer) }
}
