import type { ArchivedMessage } from '#lib/domain/archived-message.ts'

/** A recipient Exchange accepts: always with an SMTP address. */
export type MailboxMessage = {
  message: ArchivedMessage
  messageClass: string
  /** Deterministic key of the delivery, in the app's named extended property. */
  deliveryKey: string
  category: string
  receivedAt: Date
  /** Lines that stand in the body, above what the message says: what of it is not here. */
  notes: readonly string[]
}

/** Exchange tells a mailbox on a local server from others; inactive ones only together with deleted ones. */
export type MailboxGoneReason = 'mailbox-gone' | 'mailbox-inactive' | 'mailbox-on-premises'

/** What keeps a mailbox from answering for now or for good, whatever it was asked. */
export type MailboxObstacle =
  /** Graph said later, or our own budget for the mailbox is used up: nothing was done. */
  | { outcome: 'throttled'; retryAfterMs: number }
  /** The answer was lost (timeout, 5xx, dropped connection): what was asked may have been done. */
  | { outcome: 'unknown'; code: string; detail: string }
  | { outcome: 'mailbox-gone'; code: MailboxGoneReason; detail: string }
  /** Exchange does not let the app into this mailbox. A change of its scope takes up to two hours to be in force. */
  | { outcome: 'forbidden'; code: string; detail: string }

export type WriteOutcome =
  /** Not complete: some of its attachments have to follow, see {@link MailboxWriter.complete}. */
  | { outcome: 'created'; messageId: string; isComplete: boolean }
  /** Graph said no, and will say no again. */
  | { outcome: 'refused'; code: string; detail: string }
  | { outcome: 'folder-gone'; code: string; detail: string }
  /** It waited until it might no longer be sent, and was not. */
  | { outcome: 'not-sent' }
  | MailboxObstacle

export type CompleteOutcome =
  | { outcome: 'complete'; messageId: string }
  /** Some of the message will never be there: Exchange refuses it, or its owner has removed the message. */
  | { outcome: 'partial'; messageId: string; code: string; detail: string }
  | MailboxObstacle

export type LookUpOutcome = { outcome: 'found'; messageId: string } | { outcome: 'absent' } | MailboxObstacle

export type FolderOutcome =
  | { ok: true; folderId: string }
  | { ok: false; outcome: Exclude<WriteOutcome, { outcome: 'created' }> }

/** A message of a folder; without a key it is none of ours. */
export type KeyedMessage = { messageId: string; deliveryKey: string | null }

export type ListOutcome =
  | { outcome: 'listed'; messages: number }
  | { outcome: 'folder-gone'; code: string; detail: string }
  | MailboxObstacle

/** What was sent to a mailbox so long ago. Exchange counts it for some minutes. */
export type SentUse = { agoMs: number; requests: number; uploadBytes: number }

export interface MailboxWriter {
  /**
   * Counts what all processes have sent to the mailbox. What this one has sent and not told yet (see {@link takeUse}) comes on top;
   * what it counted before is replaced.
   */
  resumeUse(mailboxObjectId: string, use: SentUse[]): void
  /** What this process has sent since it was last asked. Whoever asks has to tell the others. */
  takeUse(mailboxObjectId: string): SentUse[]
  /**
   * The folder to deliver to: the known one, whatever its name and place are now, unless it was deleted or lies in Deleted Items;
   * otherwise one of that name below the mailbox's root, which is made when it is not there. Safe to repeat.
   */
  ensureFolder(
    mailboxObjectId: string,
    displayName: string,
    knownFolderId: string | null,
  ): Promise<FolderOutcome>
  /**
   * Creates the message in one request, received from the start, with as many of its attachments as fit.
   *
   * @param mayBeSent asked at the last moment before the request leaves: it may have waited for its turn, for a token, or in a
   *   process that stood still.
   */
  create(
    mailboxObjectId: string,
    folderId: string,
    message: MailboxMessage,
    mayBeSent?: () => boolean,
  ): Promise<WriteOutcome>
  /**
   * Adds the attachments that a created message lacks. Safe to repeat: what is there is not sent again.
   *
   * @param beforeSend is waited for right before each request that adds something, however long the whole takes. What it
   *   throws ends the work and is thrown: somebody else may have the mailbox now, and add the same.
   */
  complete(
    mailboxObjectId: string,
    messageId: string,
    message: MailboxMessage,
    beforeSend: () => Promise<void>,
  ): Promise<CompleteOutcome>
  /** Looks a delivery key up in the whole mailbox: the item may have been moved since. */
  findByDeliveryKey(mailboxObjectId: string, deliveryKey: string): Promise<LookUpOutcome>
  /** Goes through the messages of a folder page by page. A page that was given may be given again after an obstacle. */
  listDeliveryKeys(
    mailboxObjectId: string,
    folderId: string,
    onPage: (messages: KeyedMessage[]) => Promise<void>,
  ): Promise<ListOutcome>
  /** The same, of what was made last first, whatever its date, until `onPage` says that it is enough. */
  listNewestKeys(
    mailboxObjectId: string,
    folderId: string,
    pageSize: number,
    onPage: (messages: KeyedMessage[]) => Promise<boolean>,
  ): Promise<ListOutcome>
}
