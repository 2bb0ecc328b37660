/** Identity of an item: never subject, time or Message-ID alone. */
export type HashedContent = {
  /** SHA-256 (hex) over the canonical content: without transport headers, capture owner's headers and MIME boundaries. */
  contentSha256: string
  /** `X-TELEMESSAGE-ArchiveMessageID`; without it the Message-ID; without both the empty string. */
  archiveMessageId: string
}
