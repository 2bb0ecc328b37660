import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** AES-256-GCM with the 96-bit random IV that NIST SP 800-38D recommends; the tag is the last 16 bytes. */
const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

export type SealedSecret = {
  keyId: string
  iv: Uint8Array<ArrayBuffer>
  ciphertext: Uint8Array<ArrayBuffer>
}

export type SecretBox = {
  /** Encrypts with the first key of the ring. `boundTo` names the row: another row cannot open it. */
  seal(plaintext: string, boundTo: string): SealedSecret
  /** @throws {SecretBoxError} when the key is not in the ring, or the secret belongs to another row or was changed. */
  open(sealed: SealedSecret, boundTo: string): string
}

/**
 * Opens a key ring `id:base64,id:base64`, each key 32 bytes long. The first encrypts, all decrypt,
 * so that a key can be replaced without a moment in which secrets cannot be read.
 * @throws {SecretBoxError} when the ring is not of that form; the message never holds a key.
 */
export function openSecretBox(keyRing: string): SecretBox {
  const keys = parseKeyRing(keyRing)
  const [primary] = keys
  if (!primary) throw new SecretBoxError('secret_keys_invalid', 'SECRET_KEYS holds no key.')
  return {
    seal(plaintext, boundTo) {
      const iv = new Uint8Array(randomBytes(IV_BYTES))
      const cipher = createCipheriv(ALGORITHM, primary[1], iv).setAAD(Buffer.from(boundTo))
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return { keyId: primary[0], iv, ciphertext: new Uint8Array(body) }
    },
    open(sealed, boundTo) {
      const key = new Map(keys).get(sealed.keyId)
      if (!key) throw new SecretBoxError('secret_key_missing', `SECRET_KEYS lacks the key ${sealed.keyId}.`)
      const tagStart = sealed.ciphertext.length - TAG_BYTES
      if (tagStart < 0) throw new SecretBoxError('secret_unreadable', 'A stored secret is too short.')
      try {
        const decipher = createDecipheriv(ALGORITHM, key, sealed.iv, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(boundTo))
          .setAuthTag(sealed.ciphertext.subarray(tagStart))
        return (
          decipher.update(sealed.ciphertext.subarray(0, tagStart), undefined, 'utf8') + decipher.final('utf8')
        )
      } catch (cause) {
        throw new SecretBoxError('secret_unreadable', 'A stored secret does not open with its key and row.', {
          cause,
        })
      }
    },
  }
}

export class SecretBoxError extends Error {
  readonly code: 'secret_keys_invalid' | 'secret_key_missing' | 'secret_unreadable'

  constructor(code: SecretBoxError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SecretBoxError'
    this.code = code
  }
}

function parseKeyRing(keyRing: string): [string, Buffer][] {
  return keyRing.split(',').map((entry) => {
    const [, id, encoded] = /^\s*([\w-]+):([A-Za-z0-9+/]+=*)\s*$/.exec(entry) ?? []
    const key = Buffer.from(encoded ?? '', 'base64')
    if (!id || key.length !== KEY_BYTES) {
      throw new SecretBoxError(
        'secret_keys_invalid',
        'SECRET_KEYS wants id:base64 entries of 32 bytes, separated by commas.',
      )
    }
    return [id, key]
  })
}
