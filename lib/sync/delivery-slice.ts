import type { ClaimedMailbox, DeliveryLedger } from './ledger-port.ts'
import type { FolderOutcome, MailboxWriter } from './ports.ts'

/** What the deliveries of one turn at a mailbox share. */
export type Slice = {
  mailbox: ClaimedMailbox
  /**
   * The id of a folder, made when it is not there. The id is kept in the ledger: a folder that its owner renamed or moved
   * stays the folder, and one that was thrown away is noticed once a turn.
   */
  folder(name: string): Promise<FolderOutcome>
  forgetFolder(name: string): Promise<void>
}

type SlicePorts = { deliveries: DeliveryLedger; mailboxes: MailboxWriter }

export function openSlice(ports: SlicePorts, mailbox: ClaimedMailbox): Slice {
  const folders = new Map<string, Promise<FolderOutcome>>()
  return {
    mailbox,
    // Four deliveries start at once: without this, four requests would race to make one folder.
    async folder(name) {
      const asked = once(folders, name, () => findOrMakeFolder(ports, mailbox, name))
      const outcome = await asked
      // Whoever comes after a pause asks again.
      if (!outcome.ok && folders.get(name) === asked) folders.delete(name)
      return outcome
    },
    async forgetFolder(name) {
      folders.delete(name)
      await ports.deliveries.forgetFolder(mailbox, name)
    },
  }
}

function once<K, V>(known: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const found = known.get(key)
  if (found) return found
  const made = make()
  known.set(key, made)
  return made
}

async function findOrMakeFolder(
  ports: SlicePorts,
  mailbox: ClaimedMailbox,
  name: string,
): Promise<FolderOutcome> {
  const known = await ports.deliveries.findFolder(mailbox, name)
  const made = await ports.mailboxes.ensureFolder(mailbox.objectId, name, known)
  if (made.ok && made.folderId !== known) await ports.deliveries.saveFolder(mailbox, name, made.folderId)
  return made
}
