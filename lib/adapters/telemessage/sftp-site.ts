import ssh2, { type SFTPWrapper } from 'ssh2'
import type { SiteLogin, SiteRefusal, SiteSession, SourceSite } from '#lib/sync/ports.ts'
import { hostKeyFingerprint, isSameHostKey } from './host-key.ts'
import { SftpSession } from './sftp-session.ts'
import { SiteError } from './site-error.ts'

export type SftpSiteOptions = {
  /** Keeps the wizard from reaching into the network: only these hosts are ever connected to. */
  allowedHosts: (host: string, port: number) => boolean
  /** From the look-up of the name to the end of the login. */
  connectTimeoutMs: number
  /** Longest silence of the site inside a request. */
  requestTimeoutMs: number
}

/**
 * A TeleMessage site over SFTP, by ssh2 itself. ssh2-sftp-client adds reconnecting and console listeners, and its
 * errors no longer say at which step a connection failed.
 */
export function createSftpSite(options: SftpSiteOptions): SourceSite {
  return {
    async connect(login, signal) {
      signal.throwIfAborted()
      if (!options.allowedHosts(login.host, login.port)) return { ok: false, reason: 'host-not-allowed' }
      const opened = await openConnection(login, options, signal)
      if (!opened.ok) return opened
      try {
        const session = await openSession(opened, login, options, signal)
        if (session) return { ok: true, session }
        opened.client.end()
        return { ok: false, reason: 'folder-not-found' }
      } catch (error) {
        opened.client.destroy()
        throw error
      }
    },
  }
}

type Connection = { ok: true; client: ssh2.Client; hostKey: string }

function openConnection(
  login: SiteLogin,
  { connectTimeoutMs }: SftpSiteOptions,
  signal: AbortSignal,
): Promise<Connection | SiteRefusal> {
  const client = new ssh2.Client()
  // For good: an error event that nobody listens to would end the process.
  client.on('error', () => {})
  return new Promise((resolve, reject) => {
    let hostKey = ''
    let hostKeyRefusal: SiteRefusal | null = null

    const settle = (finish: () => void) => {
      clearTimeout(deadline)
      signal.removeEventListener('abort', onAbort)
      client.removeListener('error', onError)
      client.removeListener('close', onClose)
      finish()
    }
    const refuse = (refusal: SiteRefusal) =>
      settle(() => {
        client.destroy()
        resolve(hostKeyRefusal ?? refusal)
      })
    const onError = (error: Error) => refuse(refusalFor(error))
    const onClose = () => refuse({ ok: false, reason: 'unreachable' })
    const onAbort = () =>
      settle(() => {
        client.destroy()
        reject(signal.reason)
      })
    const deadline = setTimeout(() => refuse({ ok: false, reason: 'timed-out' }), connectTimeoutMs)
    signal.addEventListener('abort', onAbort, { once: true })

    client.on('error', onError)
    client.on('close', onClose)
    client.once('ready', () => settle(() => resolve({ ok: true, client, hostKey })))
    client.connect({
      host: login.host,
      port: login.port,
      username: login.username,
      password: login.password,
      // No "none" attempt, no keys of this machine: what the admin typed, and nothing else.
      authHandler: ['password'],
      readyTimeout: connectTimeoutMs,
      keepaliveInterval: KEEPALIVE_INTERVAL_MS,
      // Without a verifier ssh2 accepts every key. It runs before any credential is sent, and again at each re-keying.
      hostVerifier: (publicKey: Buffer) => {
        hostKey = hostKeyFingerprint(publicKey)
        hostKeyRefusal = judgeHostKey(login.trustedHostKey, hostKey)
        return hostKeyRefusal === null
      },
    })
    // Nagle's algorithm against many small read requests costs a factor of a hundred.
    client.setNoDelay(true)
  })
}

/** With ssh2's three missed answers, a dead connection is noticed after 45 seconds. */
const KEEPALIVE_INTERVAL_MS = 15_000

function judgeHostKey(trusted: string | null, offeredHostKey: string): SiteRefusal | null {
  if (trusted === null) return { ok: false, reason: 'host-key-unknown', offeredHostKey }
  if (isSameHostKey(trusted, offeredHostKey)) return null
  return { ok: false, reason: 'host-key-changed', offeredHostKey }
}

function refusalFor(error: Error & { level?: string; code?: unknown }): SiteRefusal {
  if (error.level === 'client-authentication') return { ok: false, reason: 'login-refused' }
  if (error.level === 'client-timeout' || error.code === 'ETIMEDOUT')
    return { ok: false, reason: 'timed-out' }
  if (LOOKUP_FAILURES.has(String(error.code))) return { ok: false, reason: 'host-not-found' }
  return { ok: false, reason: 'unreachable' }
}

/** No such name, a name without an address, and no name server that could be asked. */
const LOOKUP_FAILURES = new Set(['ENOTFOUND', 'ENODATA', 'EAI_AGAIN'])

/** @returns null when there is no such folder, or this login may not see it. */
async function openSession(
  { client, hostKey }: Connection,
  login: SiteLogin,
  { requestTimeoutMs }: SftpSiteOptions,
  signal: AbortSignal,
): Promise<SiteSession | null> {
  const session = new SftpSession({ client, hostKey, folder: login.folder, requestTimeoutMs, signal })
  const sftp = await session
    .request<SFTPWrapper>((done) => client.sftp(done))
    .catch((cause: unknown) => {
      if (cause instanceof SiteError && cause.code === 'site_refused_request') {
        throw new SiteError('site_without_sftp', 'The site does not offer SFTP.', cause)
      }
      throw cause
    })
  return (await session.enter(sftp)) ? session : null
}
