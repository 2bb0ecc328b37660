import type { EvidenceStore } from '#lib/sync/ports/evidence-store.ts'
import type { OpenPackage, PackageEntry, PackageFormat } from '#lib/sync/ports/package-format.ts'
import type { PackageSpool } from '#lib/sync/ports/package-spool.ts'
import { linkFault, type Process } from './process.ts'

/** What stands in for a ZIP file; without messages it is none, or half of one. */
export type PackageFile = { sha256: string; sizeBytes: number; messages: readonly Uint8Array[] | null }

/** Files by path: a machine's disk, or a container of blobs. */
export type Files = Map<string, PackageFile>

export function createPackageFormat(disk: Files): PackageFormat {
  return {
    async open(path) {
      const messages = disk.get(path)?.messages
      if (!messages) return { ok: false, reason: 'not-a-zip', detail: 'The file is no package.' }
      return { ok: true, package: openMessages(messages) }
    },
  }
}

function openMessages(messages: readonly Uint8Array[]): OpenPackage {
  const entries = messages.map(
    (bytes, index): PackageEntry => ({
      ...{ index, name: `${index}.eml`, offset: index, compressedBytes: bytes.length },
      sizeBytes: bytes.length,
    }),
  )
  const read = (entry: PackageEntry) => messages[entry.index] as Uint8Array
  return {
    entries,
    read: async (entry) => read(entry),
    async *stream(entry) {
      yield read(entry)
    },
    async close() {},
  }
}

/** A spool that loses files, and has some damaged, as a disk that is a cache may. */
export function createSpool(process: Process, disk: Files): PackageSpool {
  const { faults, random } = process.surroundings
  return {
    async find(sha256) {
      if (faults.strikes('spool-emptied')) disk.delete(sha256)
      const found = disk.get(sha256)
      if (found && faults.strikes('spool-damaged')) disk.set(sha256, { ...found, messages: null })
      return found ? sha256 : null
    },
    temporaryPath: async () => `part-${random.integer(0, 1_000_000_000)}`,
    async keep(temporaryPath, sha256) {
      const written = disk.get(temporaryPath)
      if (!written) throw new Error(`There is no file ${temporaryPath}.`)
      disk.delete(temporaryPath)
      disk.set(sha256, written)
      return sha256
    },
    async discard(temporaryPath) {
      disk.delete(temporaryPath)
    },
  }
}

export function evidenceOver(blobs: Files, disk: Files) {
  return {
    put(blobName: string, fromPath: string) {
      const file = disk.get(fromPath)
      if (!file) throw linkFault('storage', fromPath)
      if (!blobs.has(blobName)) blobs.set(blobName, file)
    },
    fetch(blobName: string, toPath: string) {
      const file = blobs.get(blobName)
      if (!file) throw linkFault('storage', blobName)
      disk.set(toPath, file)
    },
  } satisfies { [K in keyof EvidenceStore]: unknown }
}
