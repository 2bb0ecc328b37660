/**
 * What the use cases of this folder ask of the outside world. Adapters implement these;
 * `lib/composition.ts` is the only file that knows which adapter serves which port.
 *
 * Expected outcomes are values with a `reason`; outages and bugs are thrown as errors with a `code`.
 */
import type { ArchivedMessage, RoutingHeaders } from '#lib/domain/archived-message.ts'
import type { HashedContent } from '#lib/domain/item-identity.ts'
import type { ItemKind } from '#lib/domain/item-kind.ts'
import type { DecodedSizes } from '#lib/domain/item-limits.ts'

/* ---------- the source: a TeleMessage site over SFTP ---------- */

/** What proves to the site who asks. A private key stands in a form that was read by {@link ReadSiteKey} before. */
export type SiteCredential =
  | { method: 'password'; password: string }
  | { method: 'key'; privateKey: string; passphrase: string | null }

export type SiteLogin = {
  host: string
  port: number
  folder: string
  username: string
  credential: SiteCredential
  /** `SHA256:` and base64 without padding, as OpenSSH prints it; null: nothing is trusted yet. */
  trustedHostKey: string | null
  /** From the look-up of the name to the end of the login. */
  timeoutMs: number
}

export type SiteRefusal =
  | { ok: false; reason: 'host-not-allowed' | 'host-not-found' | 'unreachable' | 'timed-out' }
  /** Something took the connection and hung up, or speaks another protocol. */
  | { ok: false; reason: 'no-ssh' }
  /** Nobody has said yet that this key is right. Nothing that proves who asks was sent. */
  | { ok: false; reason: 'host-key-unknown'; offeredHostKey: string; algorithm: string }
  /** Not the key that was trusted. Nothing that proves who asks was sent. */
  | { ok: false; reason: 'host-key-changed'; offeredHostKey: string; algorithm: string }
  | { ok: false; reason: 'login-refused' | 'key-refused' }
  | { ok: false; reason: 'folder-not-found' }

/** How far a connection has come, told once each and in this order. */
export type SiteStep =
  | { step: 'name'; address: string }
  /** Something listens there and speaks SSH. */
  | { step: 'port' }
  | { step: 'host-key'; hostKey: string; algorithm: string }
  | { step: 'login' }

export type SiteKeyRefusal = {
  ok: false
  reason:
    | 'key-unreadable'
    /** A public key says who may come in; the site has that one already. */
    | 'key-is-public'
    | 'key-passphrase-needed'
    | 'key-passphrase-wrong'
    /** A form or an algorithm that cannot be used for a login. */
    | 'key-unsupported'
}

/** Reads a private key, to be sure before it is stored and to show its public fingerprint. */
export type ReadSiteKey = (
  privateKey: string,
  passphrase: string | null,
) => { ok: true; fingerprint: string; algorithm: string } | SiteKeyRefusal

export type SiteFile = {
  name: string
  sizeBytes: number
  modifiedAt: Date
  /** Why the file cannot be asked for. It is listed all the same: nobody else would say that it is there. */
  unfit?: 'file-name-unsafe' | 'attributes-missing'
}

export type DownloadOutcome =
  | { ok: true; sizeBytes: number; sha256: string }
  /** Nothing was left at the path. The session can be used for other files. */
  | { ok: false; reason: 'too-large' | 'changed-while-reading' | 'download-failed'; detail: string }

/**
 * An open session. Close it, whatever happened.
 *
 * What ends a session is thrown with the code `site_connection_lost` or `site_timed_out`: nothing more can be asked of it.
 */
export interface SiteSession {
  readonly hostKey: string
  /** The regular files of the connector's folder, each name once; at most 100,000, in the order of their names. */
  list(): Promise<SiteFile[]>
  /** Writes a listed file to `toPath`. A file that is not the listed one any more, by size or time, is not taken. */
  download(file: SiteFile, toPath: string, maxBytes: number): Promise<DownloadOutcome>
  close(): Promise<void>
}

export interface SourceSite {
  /**
   * @param signal ends the session as well, whenever it fires.
   * @param onStep hears of each step as it is done.
   */
  connect(
    login: SiteLogin,
    signal: AbortSignal,
    onStep?: (step: SiteStep) => void,
  ): Promise<{ ok: true; session: SiteSession } | SiteRefusal>
}

/* ---------- packages ---------- */

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

/* ---------- messages ---------- */

export type InspectedMessage = {
  headers: RoutingHeaders
  kind: ItemKind
  content: HashedContent
  /** Why people of the message are unknown, in words; null when its header could be read whole. */
  headerFault: string | null
}

export type MeasuredMessage = InspectedMessage & {
  decoded: DecodedSizes | { fault: 'unreadable' | 'too-large'; detail: string }
}

/** Of messages above `STREAMED_ABOVE_RAW_BYTES` only the streams are asked for; both ways say the same. */
export interface MessageFormat {
  /** Header fields, kind and content hash of a message. Never throws: a message can be nonsense, and still counts. */
  inspect(bytes: Uint8Array): InspectedMessage
  /** The same, and the decoded sizes, with neither message nor contents in memory. @throws what reading throws. */
  inspectStream(chunks: AsyncIterable<Uint8Array>): Promise<MeasuredMessage>
  /**
   * Decodes the whole message, contents of a megabyte and more into files of the scratch directory. They are there
   * until `release`, which has to be called whatever happens.
   *
   * @param chunks from the first byte on at each iteration, as an open package gives them.
   * @throws when the parser cannot make anything of it, and what reading throws; nothing is left behind then.
   */
  decodeStream(
    chunks: AsyncIterable<Uint8Array>,
    scratchDirectory: string,
  ): Promise<{ message: ArchivedMessage; release(): Promise<void> }>
  /** Decodes the whole message. @throws when the parser cannot make anything of it. */
  decode(bytes: Uint8Array): Promise<ArchivedMessage<Uint8Array>>
}

/* ---------- evidence: Azure Storage ---------- */

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

/* ---------- Microsoft 365 ---------- */

/** What Microsoft 365 lets the app do. Asked anew every time: a consent counts as soon as it is given. */
export interface TenantAccess {
  /**
   * The application permissions that the app's own token names; null when it cannot be read.
   * @throws with the code `token_refused` or `token_unavailable`.
   */
  grantedPermissions(): Promise<string[] | null>
  /** Reads a user, whichever. @throws as above, or with a code `graph_…`. */
  readAnyUser(): Promise<void>
}

export type DirectoryUser = {
  objectId: string
  address: string
  displayName: string
  /** The account is off: somebody who left, or a shared mailbox. */
  isDisabled?: boolean
}

export type DirectoryAnswer =
  | { found: true; user: DirectoryUser }
  /** A definite answer. 429 and 5xx are never this, and a 403 of the directory itself is thrown: it is about the app. */
  | {
      found: false
      reason:
        | 'not-found'
        | 'ambiguous'
        | 'guest'
        /** None, or one that was deleted. */
        | 'no-mailbox'
        /** Exchange's words for it are also those for a mailbox that was never made. */
        | 'mailbox-inactive'
        | 'mailbox-on-premises'
        | 'mailbox-not-reachable'
    }
  /** The person is there, and Exchange does not let the app into that mailbox. Not a reason to try another one. */
  | { found: false; reason: 'mailbox-refused' }
  /** Nobody knows. Never a reason to decide anything about the person: ask again, or leave them for the next run. */
  | {
      found: 'unanswered'
      /** Whose answer is missing: that to the search, or that of the mailbox of the user who was found. */
      by: 'directory' | 'mailbox'
      code: string
      detail: string
      /** Microsoft wants no search before. */
      retryAfterMs: number | null
      /** It was the question that Microsoft did not take, and it will not take it again. */
      isRefusal: boolean
    }

export interface Directory {
  /** The member user who has this address (primary, UPN or proxy) and a mailbox that the app can reach. */
  findUser(address: string): Promise<DirectoryAnswer>
  /** The same of a user who is known by their id, whatever their addresses are now. */
  findUserById(objectId: string): Promise<DirectoryAnswer>
}

/** What is no person, and can have an address all the same. */
export interface GroupDirectory {
  /**
   * Which of the addresses belong to a mail-enabled group: a Microsoft 365 group, a distribution list, a security group with mail.
   * Null when nobody knows: the permission for it is optional.
   */
  findGroups(addresses: readonly string[]): Promise<ReadonlySet<string> | null>
}

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

/* ---------- work ---------- */

/** Asks for work to be done. Asking twice for the same is asking once. */
export interface JobRequests {
  syncConnector(run: { tenantId: string; connectorId: string; runId: string }): Promise<void>
  deliverMailbox(mailbox: { tenantId: string; mailboxId: bigint }): Promise<void>
  checkFolders(run: { tenantId: string; runId: string }): Promise<void>
}

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

/** Reads a connector's secret just before it is used. Secrets never travel in jobs. */
export interface SiteSecrets {
  siteCredential(tenantId: string, connectorId: string): Promise<SiteCredential>
}

/** What a connector type says about its messages. */
export interface ConnectorTypes {
  get(typeId: string): { folderName: string; messageClass: string }
}

/* ---------- environment ---------- */

export interface Clock {
  now(): Date
}

/** Where a use case says what an operator may want to know. Never a password, a token or a message's text. */
export interface Log {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
}
