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

/** Reads a connector's secret just before it is used. Secrets never travel in jobs. */
export interface SiteSecrets {
  siteCredential(tenantId: string, connectorId: string): Promise<SiteCredential>
}
