import { z } from 'zod'
import type { Installation } from '#scripts/installation/start-installation.ts'
import { addressOf, type Load } from './write-load.ts'

const mailboxes = z.array(
  z.object({
    folders: z.array(z.object({ messages: z.array(z.object({ internetMessageId: z.string().nullish() })) })),
  }),
)

/** What the mailboxes of a load hold of it, by the messages' own ids: how many are missing, and how many too many. */
export async function countInMailboxes(
  installation: Installation,
  load: Load,
): Promise<{ lost: number; doubled: number }> {
  let [lost, doubled] = [0, 0]
  for (let number = 0; number < load.mailboxes; number += 1) {
    const held = mailboxes.parse(
      await installation.control('GET', `/mailboxes?user=${encodeURIComponent(addressOf(number))}`),
    )
    const prefix = `<${load.name}-${load.seed}-`
    const ids = held
      .flatMap(({ folders }) => folders.flatMap((folder) => folder.messages))
      .flatMap(({ internetMessageId }) => (internetMessageId?.startsWith(prefix) ? [internetMessageId] : []))
    lost += load.messagesEach - new Set(ids).size
    doubled += ids.length - new Set(ids).size
  }
  return { lost, doubled }
}
