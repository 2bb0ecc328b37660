import { generateKeyPairSync } from 'node:crypto'
import ssh2 from 'ssh2'
import { describe, expect, test } from 'vitest'
import { makeSshKey } from '#sandbox/telemessage/site/make-ssh-key.ts'
import { hostKeyFingerprint } from './host-key.ts'
import { readPrivateKey } from './read-private-key.ts'

const PASSPHRASE = 'correct horse'
const encrypted = encryptedKey()

describe('a private key', () => {
  test.each(['ed25519', 'ecdsa', 'rsa'] as const)(
    'of type %s is read, and shows the fingerprint of its public half',
    (type) => {
      const pair = makeSshKey(type)
      const publicKey = ssh2.utils.parseKey(pair.public)
      if (publicKey instanceof Error) throw publicKey
      expect(readPrivateKey(pair.private, null)).toEqual({
        ok: true,
        fingerprint: hostKeyFingerprint(publicKey.getPublicSSH()),
        algorithm: publicKey.type,
      })
    },
  )

  test('in the PEM form of OpenSSL is read as well', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    })
    expect(readPrivateKey(`\n${privateKey}\n`, null)).toMatchObject({ ok: true, algorithm: 'ssh-rsa' })
  })

  test('that is encrypted opens with its passphrase, and says what is wrong with another', () => {
    expect(readPrivateKey(encrypted, PASSPHRASE)).toMatchObject({ ok: true, algorithm: 'ssh-ed25519' })
    expect(readPrivateKey(encrypted, null)).toEqual({ ok: false, reason: 'key-passphrase-needed' })
    expect(readPrivateKey(encrypted, 'wrong')).toEqual({ ok: false, reason: 'key-passphrase-wrong' })
  })

  test('that asks for more rounds than anyone needs is not worked on', () => {
    expect(readPrivateKey(withRounds(encrypted, 4_000_000_000), PASSPHRASE)).toEqual({
      ok: false,
      reason: 'key-unsupported',
    })
  })

  test.each([
    ['nonsense', 'hello', 'key-unreadable'],
    ['nothing', '', 'key-unreadable'],
    ['a cut key', makeSshKey('ed25519').private.replace(/\n.{20}/, '\n'), 'key-unreadable'],
    ['a public key', makeSshKey('ed25519').public, 'key-is-public'],
    [
      'PKCS #8',
      generateKeyPairSync('ed25519', {
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }).privateKey,
      'key-unsupported',
    ],
  ])('%s is told apart', (_what, text, reason) => {
    expect(readPrivateKey(text, null)).toEqual({ ok: false, reason })
  })
})

/** ssh2's generator encrypts too; one Ed25519 key in 256 of it is unreadable, so it is tried again. */
function encryptedKey(): string {
  for (let tries = 0; tries < 20; tries += 1) {
    const { private: key } = ssh2.utils.generateKeyPairSync('ed25519', {
      cipher: 'aes256-ctr',
      passphrase: PASSPHRASE,
      rounds: 16,
    })
    if (!(ssh2.utils.parseKey(key, PASSPHRASE) instanceof Error)) return key
  }
  throw new Error('ssh2 made no key that it can read.')
}

function withRounds(key: string, rounds: number): string {
  const lines = key.trim().split('\n')
  const data = Buffer.from(lines.slice(1, -1).join(''), 'base64')
  // magic, cipher name, "bcrypt", then a string of salt (string) and rounds.
  let position = 15
  position += 4 + data.readUInt32BE(position)
  position += 4 + data.readUInt32BE(position)
  const end = position + 4 + data.readUInt32BE(position)
  data.writeUInt32BE(rounds, end - 4)
  return [lines[0], data.toString('base64'), lines.at(-1)].join('\n')
}
