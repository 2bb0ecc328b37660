import { Socket } from 'node:net'
import ssh2, { type AuthenticationType } from 'ssh2'
import type { SiteCredential, SiteLogin, SiteRefusal, SiteStep } from '#lib/sync/ports/source-site.ts'
import { hostKeyFingerprint, isSameHostKey } from './host-key.ts'

export type SshConnection = { ok: true; client: ssh2.Client; hostKey: string }

/** Connects and logs in, and says which step it was that failed. */
export function openConnection(
  login: SiteLogin,
  signal: AbortSignal,
  onStep: (step: SiteStep) => void,
): Promise<SshConnection | SiteRefusal> {
  const client = new ssh2.Client()
  // For good: an error event that nobody listens to would end the process.
  client.on('error', () => {})
  // A socket of our own: ssh2's does not say when the name was found and when the port was reached.
  const socket = new Socket()
  return new Promise((resolve, reject) => {
    let hostKey = ''
    let hostKeyRefusal: SiteRefusal | null = null
    let isNameFound = false
    let isConnected = false

    const settle = (finish: () => void) => {
      clearTimeout(deadline)
      signal.removeEventListener('abort', onAbort)
      client.removeListener('error', onError)
      client.removeListener('close', onClose)
      finish()
    }
    const end = () => {
      client.destroy()
      socket.destroy()
    }
    const refuse = (refusal: SiteRefusal) =>
      settle(() => {
        end()
        resolve(hostKeyRefusal ?? refusal)
      })
    const onError = (error: Error) => refuse(refusalFor(error, { isConnected, login }))
    const onClose = () => refuse({ ok: false, reason: isConnected ? 'no-ssh' : 'unreachable' })
    const onAbort = () =>
      settle(() => {
        end()
        reject(signal.reason)
      })
    const deadline = setTimeout(() => refuse({ ok: false, reason: 'timed-out' }), login.timeoutMs)
    signal.addEventListener('abort', onAbort, { once: true })

    const foundName = (address: string | undefined) => {
      if (isNameFound || !address) return
      isNameFound = true
      onStep({ step: 'name', address })
    }
    socket.on('lookup', (error: Error | null, address: string) => {
      if (!error) foundName(address)
    })
    socket.once('connect', () => {
      isConnected = true
      // An address that was typed is not looked up.
      foundName(socket.remoteAddress)
    })
    client.on('error', onError)
    client.on('close', onClose)
    client.once('ready', () =>
      settle(() => {
        onStep({ step: 'login' })
        resolve({ ok: true, client, hostKey })
      }),
    )
    client.connect({
      sock: socket,
      username: login.username,
      ...proofOf(login.credential),
      readyTimeout: login.timeoutMs,
      keepaliveInterval: KEEPALIVE_INTERVAL_MS,
      // Without a verifier ssh2 accepts every key. It runs before any credential is sent, and again at each re-keying.
      hostVerifier: (publicKey: Buffer) => {
        const isFirst = hostKey === ''
        hostKey = hostKeyFingerprint(publicKey)
        const offered = { offeredHostKey: hostKey, algorithm: algorithmOf(publicKey) }
        hostKeyRefusal = judgeHostKey(login.trustedHostKey, offered)
        if (isFirst) {
          onStep({ step: 'port' })
          if (!hostKeyRefusal) onStep({ step: 'host-key', hostKey, algorithm: offered.algorithm })
        }
        return hostKeyRefusal === null
      },
    })
    // Nagle's algorithm against many small read requests costs a factor of a hundred.
    socket.setNoDelay(true)
    socket.connect({ host: login.host, port: login.port })
  })
}

/** With ssh2's three missed answers, a dead connection is noticed after 45 seconds. */
const KEEPALIVE_INTERVAL_MS = 15_000

/** No "none" attempt, no keys of this machine: what the admin gave, and nothing else. */
function proofOf(credential: SiteCredential) {
  const only = (method: AuthenticationType) => ({ authHandler: [method] })
  if (credential.method === 'password') return { password: credential.password, ...only('password') }
  const { privateKey, passphrase } = credential
  return { privateKey, ...(passphrase && { passphrase }), ...only('publickey') }
}

function judgeHostKey(
  trusted: string | null,
  offered: { offeredHostKey: string; algorithm: string },
): SiteRefusal | null {
  if (trusted === null) return { ok: false, reason: 'host-key-unknown', ...offered }
  if (isSameHostKey(trusted, offered.offeredHostKey)) return null
  return { ok: false, reason: 'host-key-changed', ...offered }
}

/** The first string of a public key in SSH's own form (RFC 4253, 6.6). */
function algorithmOf(publicKey: Buffer): string {
  return publicKey.subarray(4, 4 + publicKey.readUInt32BE(0)).toString('latin1')
}

function refusalFor(
  error: Error & { level?: string; code?: unknown },
  { isConnected, login }: { isConnected: boolean; login: SiteLogin },
): SiteRefusal {
  if (error.level === 'client-authentication') {
    return { ok: false, reason: login.credential.method === 'key' ? 'key-refused' : 'login-refused' }
  }
  if (error.level === 'client-timeout' || error.code === 'ETIMEDOUT')
    return { ok: false, reason: 'timed-out' }
  if (LOOKUP_FAILURES.has(String(error.code))) return { ok: false, reason: 'host-not-found' }
  return { ok: false, reason: isConnected ? 'no-ssh' : 'unreachable' }
}

/** No such name, a name without an address, and no name server that could be asked. */
const LOOKUP_FAILURES = new Set(['ENOTFOUND', 'ENODATA', 'EAI_AGAIN'])
