/** A mailbox of a header field as it was written: either part may be empty. */
export type HeaderAddress = { name: string; address: string }

export type ArchivedAttachment = {
  /** Never empty: a part without a name gets one. */
  fileName: string
  contentType: string
  contentId: string | null
  isInline: boolean
  content: Uint8Array
}

/** One decoded e-mail message of a package: what a mailbox writer needs, and nothing of MIME. */
export type ArchivedMessage = {
  subject: string
  from: HeaderAddress | null
  to: HeaderAddress[]
  cc: HeaderAddress[]
  bcc: HeaderAddress[]
  /** With angle brackets, as in the header; null when the message has none. */
  messageId: string | null
  sentAt: Date | null
  body: { contentType: 'text' | 'html'; content: string }
  attachments: ArchivedAttachment[]
}

/** The header fields that decide identity, kind and routing. Read without decoding any body. */
export type RoutingHeaders = {
  subject: string
  from: HeaderAddress[]
  sender: HeaderAddress[]
  to: HeaderAddress[]
  cc: HeaderAddress[]
  bcc: HeaderAddress[]
  messageId: string | null
  sentAt: Date | null
  /** `X-TELEMESSAGE-*` by the part of the name behind the prefix, in lower case: `archivemessageid`, `groupid`, … */
  teleMessage: ReadonlyMap<string, string>
}
