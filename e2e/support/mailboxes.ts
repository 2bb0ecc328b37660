import { z } from 'zod'

const mailboxes = z.array(
  z.object({
    user: z.object({ mail: z.string().nullable(), displayName: z.string() }),
    folders: z.array(
      z.object({
        displayName: z.string(),
        messages: z.array(z.object({ id: z.string(), subject: z.string().nullable(), isDraft: z.boolean() })),
      }),
    ),
  }),
)

export type ImportedMailbox = { mail: string | null; messages: { id: string; subject: string | null }[] }

const TIMEOUT_MS = 15_000

/** What the sandbox's mailboxes really hold in the folder of a connector type; mailboxes without that folder are left out. */
export async function readImported(control: string, folderName: string): Promise<ImportedMailbox[]> {
  const response = await fetch(`${control}/mailboxes`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  return mailboxes.parse(await response.json()).flatMap(({ user, folders }) => {
    const folder = folders.find((candidate) => candidate.displayName === folderName)
    return folder ? [{ mail: user.mail, messages: folder.messages }] : []
  })
}

export function countMessages(imported: readonly ImportedMailbox[]): number {
  return imported.reduce((sum, mailbox) => sum + mailbox.messages.length, 0)
}
