export interface EvidenceStore {
  /** Stores a package as delivered. A blob of that name and hash that is there already is left alone. */
  put(blobName: string, fromPath: string, content: { sizeBytes: number; sha256: string }): Promise<void>
  /** Brings a staged package back to disk. @throws when its hash is not `sha256`. */
  fetch(blobName: string, toPath: string, sha256: string): Promise<void>
}

/** Whether packages could be stored. */
export interface EvidenceAccess {
  /** Makes the container if need be and proves that it can be written to; leaves no blob behind. */
  tryWriting(
    signal: AbortSignal,
  ): Promise<{ ok: true } | { ok: false; reason: 'refused' | 'unreachable'; code: string }>
}
