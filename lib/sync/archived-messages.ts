import type { ArchivedMessage } from '#lib/domain/archived-message.ts'
import type { AttachmentContent } from '#lib/domain/attachment-content.ts'
import { STREAMED_ABOVE_RAW_BYTES } from '#lib/domain/item-limits.ts'
import type { StagedPackage } from './ledger/run-ledger.ts'
import type { MessageFormat } from './ports/message-format.ts'
import type { PackageEntry } from './ports/package-format.ts'
import type { SharedPackages } from './share-staged-packages.ts'
import { streamEntry } from './stream-entry.ts'
import { codeOf } from './sync-error.ts'

/** The messages of staged packages, decoded for those who deliver them. Nobody may change one: others have it too. */
export type ArchivedMessages = {
  use<T>(
    of: { package: StagedPackage; entry: PackageEntry },
    work: (message: ReadMessage) => T | Promise<T>,
  ): Promise<T>
}

export type ReadMessage =
  | {
      ok: true
      message: ArchivedMessage
      /** Its bytes as they were delivered: few connectors want them, so they are read anew. */
      original(): Promise<AttachmentContent>
    }
  | { ok: false; detail: string }

export type ArchivedMessagesPorts = {
  packages: SharedPackages
  messages: MessageFormat
  /** Where contents of large messages lie while they are delivered. Anything older than this process is nobody's. */
  scratchDirectory: () => Promise<string>
}

/** Raw bytes of the messages whose decoded form is kept; that takes about twice as much. */
const KEPT_RAW_BYTES = 8 * 1024 * 1024
/** One message may not drive all others out. */
const LARGEST_KEPT_RAW_BYTES = 1024 * 1024

/**
 * Reads and decodes, and remembers the last messages: one of a group chat goes to many mailboxes at about the same
 * time, and decoding it is most of what a delivery costs.
 */
export function openArchivedMessages(ports: ArchivedMessagesPorts): ArchivedMessages {
  /** In the order of last use. */
  const kept = new Map<string, { reading: Promise<ReadMessage>; rawBytes: number }>()
  let keptBytes = 0

  function remember(key: string, reading: Promise<ReadMessage>, rawBytes: number): void {
    kept.set(key, { reading, rawBytes })
    keptBytes += rawBytes
    reading.catch(() => forget(key))
    for (const oldest of kept.keys()) {
      if (keptBytes <= KEPT_RAW_BYTES) return
      forget(oldest)
    }
  }

  function forget(key: string): void {
    keptBytes -= kept.get(key)?.rawBytes ?? 0
    kept.delete(key)
  }

  return {
    async use(of, work) {
      if (of.entry.sizeBytes > STREAMED_ABOVE_RAW_BYTES) return deliverFromDisk(ports, of, work)
      // By hash: a database that is restored from a backup gives out the same ids for other packages.
      const key = `${of.package.sha256}:${of.entry.index}`
      const known = kept.get(key)
      if (known) {
        kept.delete(key)
        kept.set(key, known)
        return work(await known.reading)
      }
      const reading = read(ports, of)
      if (of.entry.sizeBytes <= LARGEST_KEPT_RAW_BYTES) remember(key, reading, of.entry.sizeBytes)
      return work(await reading)
    },
  }
}

async function read(
  ports: ArchivedMessagesPorts,
  { package: staged, entry }: { package: StagedPackage; entry: PackageEntry },
): Promise<ReadMessage> {
  const original = () => ports.packages.use(staged, (opened) => opened.read(entry))
  const bytes = await original()
  try {
    return { ok: true, message: await ports.messages.decode(bytes), original }
  } catch (error) {
    return unreadable(error)
  }
}

/** A large one goes through the disk, a piece at a time, and is nobody's but this reader's. */
async function deliverFromDisk<T>(
  ports: ArchivedMessagesPorts,
  of: { package: StagedPackage; entry: PackageEntry },
  work: (message: ReadMessage) => T | Promise<T>,
): Promise<T> {
  const scratchDirectory = await ports.scratchDirectory()
  const decoded = await ports.packages.use(of.package, async (opened) => {
    try {
      return await ports.messages.decodeStream(opened.stream(of.entry), scratchDirectory)
    } catch (error) {
      if (codeOf(error) !== 'message_unreadable') throw error
      return unreadable(error)
    }
  })
  if (!('release' in decoded)) return work(decoded)
  try {
    const original = async () => ({
      sizeBytes: of.entry.sizeBytes,
      read: () => streamEntry(ports.packages, of),
    })
    return await work({ ok: true, message: decoded.message, original })
  } finally {
    await decoded.release()
  }
}

function unreadable(error: unknown): ReadMessage {
  return { ok: false, detail: error instanceof Error ? error.message : String(error) }
}
