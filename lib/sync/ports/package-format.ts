export type PackageEntry = {
  /** Position among the messages of the package; with the package it names the entry for good. */
  index: number
  name: string
  /** Where the entry's local header begins in the ZIP file. */
  offset: number
  compressedBytes: number
  sizeBytes: number
}

export type PackageRefusal = {
  ok: false
  reason:
    | 'not-a-zip'
    | 'encrypted'
    | 'manifest-missing'
    | 'manifest-count-differs'
    | 'manifest-names-missing-entry'
    | 'entry-not-in-manifest'
    | 'entry-empty'
    | 'entry-name-unsafe'
    | 'too-many-entries'
    | 'too-large'
  detail: string
}

export interface OpenPackage {
  readonly entries: readonly PackageEntry[]
  /** The decoded bytes of one entry. @throws {PackageError} when the entry's data is damaged. */
  read(entry: PackageEntry): Promise<Uint8Array>
  /** The same bytes piece by piece, from the first one on at each iteration. @throws {PackageError} while it is read. */
  stream(entry: PackageEntry): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

export interface PackageFormat {
  /** Opens a package on disk and checks its manifest against its content. */
  open(path: string): Promise<{ ok: true; package: OpenPackage } | PackageRefusal>
}
