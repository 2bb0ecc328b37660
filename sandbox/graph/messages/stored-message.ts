import type { ExtendedProperty } from './extended-property.ts'
import type { MessageHeader } from './read-message-headers.ts'

/** What the index knows of a message; the rest lies in the log. */
export type MessageColumns = {
  number: number
  mailbox: number
  folder: number
  /** How often it was moved: part of the ordinary id, not of the immutable one. */
  generation: number
  /** How often it was changed or moved. */
  revision: number
  subject: string
  internetMessageId: string
  isDraft: boolean
  isRead: boolean
  hasAttachments: boolean
  sentAt: string
  receivedAt: string
  createdAt: string
  modifiedAt: string
  /** Content and attachments. */
  sizeBytes: number
}

/** A message of a mailbox. Its content is read when somebody asks for it: a look-up by key never does. */
export class StoredMessage {
  readonly columns: MessageColumns
  readonly #readContent: () => Buffer
  readonly #readExtended: () => ExtendedProperty[]
  readonly #readHeaders: () => MessageHeader[] | undefined
  #content: Buffer | undefined

  constructor(
    columns: MessageColumns,
    read: {
      content: () => Buffer
      extended: () => ExtendedProperty[]
      headers: () => MessageHeader[] | undefined
    },
  ) {
    this.columns = columns
    this.#readContent = read.content
    this.#readExtended = read.extended
    this.#readHeaders = read.headers
  }

  /**
   * What a client may set and nothing computes, in Graph's shape, as JSON in UTF-8: all but the opening brace, as it
   * stands in a whole message's answer.
   */
  get contentMembers(): Buffer {
    this.#content ??= this.#readContent()
    return this.#content
  }

  get properties(): Record<string, unknown> {
    return JSON.parse(`{${this.contentMembers.toString('utf8')}`) as Record<string, unknown>
  }

  get extendedProperties(): ExtendedProperty[] {
    return this.#readExtended()
  }

  get internetMessageHeaders(): MessageHeader[] | undefined {
    return this.#readHeaders()
  }
}
