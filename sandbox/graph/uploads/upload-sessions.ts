import type { NewAttachment } from '../messages/read-attachments.ts'

export type UploadSession = {
  token: string
  appId: string
  userId: string
  /** The message's id as the client named it: a moved message with an ordinary id is gone. */
  messageKey: string
  attachment: Omit<NewAttachment, 'content'>
  sizeBytes: number
  chunks: Buffer[]
  receivedBytes: number
  expiresAt: Date
}

export type UploadSessions = ReturnType<typeof createUploadSessions>

/** What all sessions together may hold; four times the largest file. */
const MAX_BUFFERED_BYTES = 600_000_000
const MAX_SESSIONS = 10_000

/** Uploads that have begun. In memory: a restart ends them, as their expiry does, and the client begins again. */
export function createUploadSessions(now: () => Date) {
  const sessions = new Map<string, UploadSession>()

  function removeExpired(): void {
    const nowMs = now().getTime()
    for (const [token, session] of sessions) {
      if (session.expiresAt.getTime() <= nowMs) sessions.delete(token)
    }
  }

  return {
    add(session: UploadSession): void {
      removeExpired()
      const oldest = sessions.keys().next().value
      if (sessions.size >= MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest)
      sessions.set(session.token, session)
    },
    find(token: string): UploadSession | undefined {
      const session = sessions.get(token)
      return session && session.expiresAt.getTime() > now().getTime() ? session : undefined
    },
    hasRoomFor(bytes: number): boolean {
      removeExpired()
      let buffered = bytes
      for (const session of sessions.values()) buffered += session.receivedBytes
      return buffered <= MAX_BUFFERED_BYTES
    },
    remove: (session: UploadSession) => void sessions.delete(session.token),
    clear: () => sessions.clear(),
  }
}
