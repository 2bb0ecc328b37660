import type { ArchivedMessage } from '#lib/domain/archived-message.ts'
import type { StagedPackage } from './ledger-port.ts'
import type { MessageFormat, PackageEntry } from './ports.ts'
import type { SharedPackages } from './share-staged-packages.ts'

/** The messages of staged packages, decoded for those who deliver them. Nobody may change one: others have it too. */
export type ArchivedMessages = {
  use<T>(
    of: { package: StagedPackage; entry: PackageEntry },
    work: (message: ReadMessage) => T | Promise<T>,
  ): Promise<T>
}

export type ReadMessage = { ok: true; message: ArchivedMessage } | { ok: false; detail: string }

/** Raw bytes of the messages whose decoded form is kept; that takes about twice as much. */
const KEPT_RAW_BYTES = 16 * 1024 * 1024
/** One message may not drive all others out. */
const LARGEST_KEPT_RAW_BYTES = 1024 * 1024

/**
 * Reads and decodes, and remembers the last messages: one of a group chat goes to many mailboxes at about the same
 * time, and decoding it is most of what a delivery costs.
 */
export function openArchivedMessages(ports: {
  packages: SharedPackages
  messages: MessageFormat
}): ArchivedMessages {
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
      const key = `${of.package.packageId}:${of.entry.index}`
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
  ports: { packages: SharedPackages; messages: MessageFormat },
  of: { package: StagedPackage; entry: PackageEntry },
): Promise<ReadMessage> {
  const bytes = await ports.packages.use(of.package, (opened) => opened.read(of.entry))
  try {
    return { ok: true, message: await ports.messages.decode(bytes) }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
