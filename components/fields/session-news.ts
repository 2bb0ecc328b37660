import { readSessionPerson, type SessionPerson } from '#lib/domain/session-person.ts'

/**
 * Windows tell each other of a sign-in by a channel: Cross-Origin-Opener-Policy cuts the tie between a window and the
 * one it opened as soon as that goes to Entra ID.
 */
const CHANNEL = 'session'
const SIGNED_IN = 'signed-in'
const TIMEOUT_MS = 10_000

/** What the server says of the browser's cookie; *unreachable* when it says nothing. */
export type SessionNews = { state: 'there'; person: SessionPerson } | { state: 'ended' | 'unreachable' }

/** Tells all windows of this browser that a person has signed in. */
export function tellSignedIn(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(SIGNED_IN)
  channel.close()
}

/** Hears of a sign-in in another window until the function it returns is called. */
export function onSignedIn(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }) => {
    if (data === SIGNED_IN) listener()
  }
  return () => channel.close()
}

export async function askForSession(): Promise<SessionNews> {
  try {
    const answer = await fetch('/api/auth/session', {
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!answer.ok) return { state: 'unreachable' }
    const session: unknown = await answer.json()
    if (typeof session !== 'object' || session === null || !('claims' in session)) return { state: 'ended' }
    const person = readSessionPerson(session.claims)
    return person ? { state: 'there', person } : { state: 'unreachable' }
  } catch {
    return { state: 'unreachable' }
  }
}
