import type { AttachmentContent } from './attachment-content.ts'

/** A mailbox of a header field as it was written: either part may be empty. */
export type HeaderAddress = { name: string; address: string }

/** `Content` says where the bytes are: those of a message that was decoded in memory are there, all of them. */
export type ArchivedAttachment<Content extends AttachmentContent = AttachmentContent> = {
  /** Never empty: a part without a name gets one. */
  fileName: string
  contentType: string
  contentId: string | null
  isInline: boolean
  content: Content
}

/** One decoded e-mail message of a package: what a mailbox writer needs, and nothing of MIME. */
export type ArchivedMessage<Content extends AttachmentContent = AttachmentContent> = {
  subject: string
  from: HeaderAddress | null
  to: HeaderAddress[]
  cc: HeaderAddress[]
  bcc: HeaderAddress[]
  /** With angle brackets, as in the header; null when the message has none. */
  messageId: string | null
  sentAt: Date | null
  body: { contentType: 'text' | 'html'; content: string }
  attachments: ArchivedAttachment<Content>[]
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
