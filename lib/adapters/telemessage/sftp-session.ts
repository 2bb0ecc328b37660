import { posix } from 'node:path'
import type { Client, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2'
import type { DownloadOutcome, SiteFile, SiteSession } from '#lib/sync/ports/source-site.ts'
import { downloadFile } from './download-file.ts'
import { SiteError } from './site-error.ts'

export type SftpSessionOptions = {
  client: Client
  hostKey: string
  folder: string
  requestTimeoutMs: number
  signal: AbortSignal
}

type Callback<T> = (error: (Error & { code?: unknown }) | null | undefined, value: T) => void

/** One logged-in connection. Whatever goes wrong ends it: a half-answered SFTP channel cannot be trusted. */
export class SftpSession implements SiteSession {
  readonly hostKey: string
  readonly #options: SftpSessionOptions
  readonly #ended = Promise.withResolvers<never>()
  #sftp: SFTPWrapper | null = null

  constructor(options: SftpSessionOptions) {
    this.#options = options
    this.hostKey = options.hostKey
    const { client, signal } = options
    const onAbort = () => {
      this.#ended.reject(signal.reason)
      client.destroy()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    client.once('close', () => {
      signal.removeEventListener('abort', onAbort)
      this.#ended.reject(new SiteError('site_connection_lost', 'The site closed the connection.'))
    })
    // Nobody may be waiting when the connection ends.
    this.#ended.promise.catch(() => {})
  }

  /** Runs one SFTP request under the session's deadline. */
  async request<T>(send: (done: Callback<T>) => void): Promise<T> {
    let deadline: NodeJS.Timeout | undefined
    const answer = new Promise<T>((resolve, reject) => {
      deadline = setTimeout(() => {
        reject(
          new SiteError(
            'site_timed_out',
            `The site did not answer within ${this.#options.requestTimeoutMs} ms.`,
          ),
        )
        this.#options.client.destroy()
      }, this.#options.requestTimeoutMs)
      send((error, value) => {
        if (error) reject(refusedRequest(error))
        else resolve(value)
      })
    })
    try {
      return await Promise.race([answer, this.#ended.promise])
    } finally {
      clearTimeout(deadline)
      answer.catch(() => {})
    }
  }

  /** @returns false when the folder is not there, is no folder, or may not be seen. */
  async enter(sftp: SFTPWrapper): Promise<boolean> {
    this.#sftp = sftp
    sftp.on('error', () => {})
    try {
      const stats = await this.request<Stats>((done) => sftp.stat(this.#options.folder, done))
      return stats.isDirectory()
    } catch (error) {
      if (statusOf(error) === NO_SUCH_FILE || statusOf(error) === PERMISSION_DENIED) return false
      throw error
    }
  }

  async list(): Promise<SiteFile[]> {
    const sftp = this.#channel()
    const handle = await this.request<Buffer>((done) => sftp.opendir(this.#options.folder, done))
    // A folder that is written to while it is read may show a name twice; the later sight is the truer one.
    const files = new Map<string, SiteFile>()
    let entriesSeen = 0
    for (let round = 0; ; round += 1) {
      const entries = await this.#nextEntries(sftp, handle)
      if (!entries) break
      entriesSeen += entries.length
      if (entriesSeen > MAX_FILES || round > MAX_FILES) {
        this.#options.client.destroy()
        throw new SiteError('site_too_many_files', `The folder holds more than ${MAX_FILES} entries.`)
      }
      for (const file of entries.map(toSiteFile)) if (file) files.set(file.name, file)
    }
    await this.request<undefined>((done) => sftp.close(handle, done as Callback<void>))
    return [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  async #nextEntries(sftp: SFTPWrapper, handle: Buffer): Promise<FileEntryWithStats[] | null> {
    try {
      return await this.request<FileEntryWithStats[]>((done) => sftp.readdir(handle, done))
    } catch (error) {
      if (statusOf(error) === END_OF_FILE) return null
      throw error
    }
  }

  async download(file: SiteFile, toPath: string, maxBytes: number): Promise<DownloadOutcome> {
    if (!isSafeFileName(file.name))
      throw new SiteError('site_file_name_unsafe', 'A file name must not be a path.')
    const sftp = this.#channel()
    const path = posix.join(this.#options.folder, file.name)
    const handle = await this.#openFile(sftp, path)
    if (!Buffer.isBuffer(handle)) return handle
    try {
      return await downloadFile({
        file,
        toPath,
        maxBytes,
        statNow: async () => {
          const stats = await this.request<Stats>((done) => sftp.fstat(handle, done))
          return { sizeBytes: stats.size, modifiedAt: modifiedAt(stats) }
        },
        read: (buffer, position) =>
          this.request<number>((done) => sftp.read(handle, buffer, 0, buffer.length, position, done)).catch(
            zeroAtEnd,
          ),
      })
    } finally {
      await this.request<undefined>((done) => sftp.close(handle, done as Callback<void>)).catch(() => {})
    }
  }

  /** A file that cannot be opened is gone, or its owner forbids it: that is about this file only. */
  async #openFile(sftp: SFTPWrapper, path: string): Promise<Buffer | DownloadOutcome> {
    try {
      return await this.request<Buffer>((done) => sftp.open(path, 'r', done))
    } catch (error) {
      if (!(error instanceof SiteError) || error.code !== 'site_refused_request') throw error
      return { ok: false, reason: 'download-failed', detail: error.message }
    }
  }

  async close(): Promise<void> {
    const { client } = this.#options
    const closed = this.#ended.promise.catch(() => {})
    client.end()
    const deadline = setTimeout(() => client.destroy(), CLOSE_TIMEOUT_MS)
    await closed
    clearTimeout(deadline)
  }

  #channel(): SFTPWrapper {
    if (!this.#sftp) throw new Error('The session has no SFTP channel yet.')
    return this.#sftp
  }
}

/** A connector that is not emptied for years stays below this; a hostile folder does not fill a worker's memory. */
const MAX_FILES = 100_000
const CLOSE_TIMEOUT_MS = 2_000

/** Status codes of draft-ietf-secsh-filexfer-02, the version that everyone speaks. */
const END_OF_FILE = 1
const NO_SUCH_FILE = 2
const PERMISSION_DENIED = 3

function refusedRequest(cause: Error): SiteError {
  return new SiteError('site_refused_request', `The site refused a request: ${cause.message}`, cause)
}

function statusOf(error: unknown): unknown {
  const cause = error instanceof SiteError ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

function zeroAtEnd(error: unknown): number {
  if (statusOf(error) === END_OF_FILE) return 0
  throw error
}

/** The name comes from the site, and becomes part of paths here and there. */
function isSafeFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\p{Cc}]/u.test(name)
}

/** @returns null for folders, links and what else is no file. */
function toSiteFile({ filename, longname, attrs }: FileEntryWithStats): SiteFile | null {
  // Without a mode, the line that `ls -l` would print may still say what it is.
  const isFile = attrs.mode === undefined ? !/^[bcdlps][r-]/.test(longname) : attrs.isFile()
  if (!isFile || filename === '' || filename === '.' || filename === '..') return null
  const seen = { sizeBytes: attrs.size ?? 0, modifiedAt: modifiedAt(attrs) ?? new Date(0) }
  if (!isSafeFileName(filename)) return { name: escaped(filename), ...seen, unfit: 'file-name-unsafe' }
  // Without its size nobody can tell a whole file from half of one.
  if (attrs.size === undefined) return { name: filename, ...seen, unfit: 'attributes-missing' }
  return { name: filename, ...seen }
}

/** For reports: what cannot be printed is written as its code. */
function escaped(name: string): string {
  return name.replace(
    /\p{Cc}/gu,
    (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  )
}

/** Every attribute is optional in the protocol, whatever the types say. */
function modifiedAt(attrs: { mtime?: number }): Date | null {
  return attrs.mtime === undefined ? null : new Date(attrs.mtime * 1000)
}
