/** Packages on local disk, by their hash. May be emptied at any time: the evidence store has them. */
export interface PackageSpool {
  /** The path of a package that is there; null when it has to be fetched. */
  find(sha256: string): Promise<string | null>
  /** A path to write to, on the spool's own disk. */
  temporaryPath(): Promise<string>
  /** Takes a written file in under its hash and returns its path. */
  keep(temporaryPath: string, sha256: string): Promise<string>
  /** Takes a written file away. */
  discard(temporaryPath: string): Promise<void>
}
