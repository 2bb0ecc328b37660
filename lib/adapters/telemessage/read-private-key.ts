import ssh2, { type ParsedKey } from 'ssh2'
import type { ReadSiteKey, SiteKeyRefusal } from '#lib/sync/ports/source-site.ts'
import { hostKeyFingerprint } from './host-key.ts'

/** Reads a private key the way a login will, so that what is stored can be used. */
export const readPrivateKey: ReadSiteKey = (privateKey, passphrase) => {
  const text = privateKey.trim()
  if (FOREIGN_FORMS.test(text)) return refuse('key-unsupported')
  if (kdfRounds(text) > MOST_KDF_ROUNDS) return refuse('key-unsupported')
  const key = parse(text, passphrase)
  if (!(key instanceof Error)) {
    if (!key.isPrivateKey()) return refuse('key-is-public')
    if (!LOGIN_ALGORITHMS.has(key.type)) return refuse('key-unsupported')
    return { ok: true, fingerprint: hostKeyFingerprint(key.getPublicSSH()), algorithm: key.type }
  }
  if (NO_PASSPHRASE.test(key.message)) return refuse('key-passphrase-needed')
  if (/^Unsupported (cipher|kdf|OpenSSH private key type)|not supported/.test(key.message))
    return refuse('key-unsupported')
  return refuse(isEncrypted(text) ? 'key-passphrase-wrong' : 'key-unreadable')
}

/** PKCS #8: OpenSSL's form, which ssh2 does not read. `ssh-keygen -p` writes OpenSSH's. */
const FOREIGN_FORMS = /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/

/** DSA is gone from OpenSSH. */
const LOGIN_ALGORITHMS = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
])

/** ssh-keygen writes 24 and people ask for 100; the number comes from the file, and each costs this process time. */
const MOST_KDF_ROUNDS = 1_000

function refuse(reason: SiteKeyRefusal['reason']): SiteKeyRefusal {
  return { ok: false, reason }
}

/** ssh2 answers with errors, and throws a few. */
function parse(text: string, passphrase: string | null): ParsedKey | Error {
  try {
    return (passphrase ? ssh2.utils.parseKey(text, passphrase) : ssh2.utils.parseKey(text)) as
      | ParsedKey
      | Error
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function isEncrypted(text: string): boolean {
  const unopened = parse(text, null)
  return unopened instanceof Error && NO_PASSPHRASE.test(unopened.message)
}

const NO_PASSPHRASE = /no passphrase given/

/** The bcrypt rounds that an encrypted key of OpenSSH's form asks for (PROTOCOL.key); 0 for any other. */
function kdfRounds(text: string): number {
  const [, body] = /^-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+)-----END/.exec(text) ?? []
  if (!body) return 0
  const data = Buffer.from(body, 'base64')
  let position = 'openssh-key-v1\0'.length
  const nextString = () => {
    const length = position + 4 <= data.length ? data.readUInt32BE(position) : 0
    const value = data.subarray(position + 4, position + 4 + length)
    position += 4 + length
    return value
  }
  nextString()
  if (nextString().toString('latin1') !== 'bcrypt') return 0
  const options = nextString()
  return options.length >= 4 ? options.readUInt32BE(options.length - 4) : 0
}
