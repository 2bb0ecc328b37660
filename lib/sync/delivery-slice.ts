import type { ClaimedMailbox } from './ledger/delivery-ledger.ts'
import type { FolderOutcome } from './ports/mailbox-writer.ts'
import { type RecognizePorts, recordUnaccounted } from './recognize-delivered.ts'

/** What the deliveries of one turn at a mailbox share. */
export type Slice = {
  mailbox: ClaimedMailbox
  /**
   * The id of a folder, made when it is not there. The id is kept in the ledger: a folder that its owner renamed or moved
   * stays the folder, and one that was thrown away is noticed once a turn. Before anything is made in it, what it holds is
   * compared with the ledger.
   *
   * @param waitsSince of the delivery that has waited longest.
   */
  folder(name: string, waitsSince: Date): Promise<FolderOutcome>
  forgetFolder(name: string): Promise<void>
  /** Lets what could not be asked be asked again. */
  forgetObstacles(): void
  /** Messages that are in the mailbox although the ledger has them pending: their ids by delivery key. */
  held: Map<string, string>
}

export function openSlice(ports: RecognizePorts, mailbox: ClaimedMailbox): Slice {
  const folders = new Map<string, Promise<FolderOutcome>>()
  const obstructed = new Set<string>()

  async function open(name: string, waitsSince: Date): Promise<FolderOutcome> {
    const folder = await findOrMakeFolder(ports, mailbox, name)
    const outcome = folder.ok ? await recordUnaccounted(ports, mailbox, folder.folderId, waitsSince) : null
    if (outcome?.outcome === 'folder-gone') return openAnew(name, waitsSince)
    if (!folder.ok || outcome) obstructed.add(name)
    return outcome ? { ok: false, outcome } : folder
  }

  /** A folder that is gone twice is asked no more: what is made in it says by itself whether it is there. */
  async function openAnew(name: string, waitsSince: Date): Promise<FolderOutcome> {
    const folder = await findOrMakeFolder(ports, mailbox, name)
    const outcome = folder.ok ? await recordUnaccounted(ports, mailbox, folder.folderId, waitsSince) : null
    const isAsked = outcome?.outcome !== 'folder-gone'
    if (!isAsked) ports.log.warn({ mailbox: mailbox.address }, 'a folder cannot be compared with the ledger')
    if (!folder.ok || (outcome && isAsked)) obstructed.add(name)
    return outcome && isAsked ? { ok: false, outcome } : folder
  }

  return {
    mailbox,
    held: new Map(),
    forgetObstacles() {
      for (const name of obstructed) folders.delete(name)
      obstructed.clear()
    },
    // Four deliveries start at once: without this, four requests would race to make one folder.
    folder: (name, waitsSince) => once(folders, name, () => open(name, waitsSince)),
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
  ports: RecognizePorts,
  mailbox: ClaimedMailbox,
  name: string,
): Promise<FolderOutcome> {
  const known = await ports.deliveries.findFolder(mailbox, name)
  const made = await ports.mailboxes.ensureFolder(mailbox.objectId, name, known)
  if (made.ok && made.folderId !== known) await ports.deliveries.saveFolder(mailbox, name, made.folderId)
  return made
}
