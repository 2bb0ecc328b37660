/** What a package may be. Numbers are far above anything real and far below what would hurt a worker. */
export const PACKAGE_LIMITS = {
  /** A day of TeleMessage's busiest destination is about 28,800 messages; seven times that. */
  maxEntries: 200_000,
  /** Five times the largest message that can be imported. One above that would refuse all others of its package as well. */
  maxEntryBytes: 1024 * 1024 * 1024,
  /** All messages decoded. They are read one at a time; this bounds the hours that a hostile package can cost. */
  maxTotalBytes: 64 * 1024 * 1024 * 1024,
  /** Mail with base64 attachments compresses to about a half, plain text to a tenth. */
  maxRatio: 200,
  /** Small packages may compress as well as they like: a ratio is a bomb only when the result is big. */
  ratioCountsAboveBytes: 1024 * 1024 * 1024,
  /** 200,000 names of 255 characters, and a bit. */
  maxManifestBytes: 64 * 1024 * 1024,
  /** As long as a file name may be on the disks that TeleMessage's servers have. */
  maxNameLength: 1024,
}

export type PackageLimits = Readonly<typeof PACKAGE_LIMITS>
