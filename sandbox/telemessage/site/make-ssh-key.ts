import ssh2 from 'ssh2'

export const SSH_KEY_TYPES = ['ed25519', 'ecdsa', 'rsa'] as const
export type SshKeyType = (typeof SSH_KEY_TYPES)[number]

/** One key in 256 is bad; twenty in a row mean that something else is. */
const MAX_TRIES = 20

/**
 * A new key pair in OpenSSH's form. ssh2 strips the leading zero byte of one Ed25519 key in 256 and writes a pair that
 * nobody can read (github.com/mscdex/ssh2/issues/1513): such a one is thrown away.
 */
export function makeSshKey(type: SshKeyType): { private: string; public: string } {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const pair = generate(type)
    if ([pair.private, pair.public].every((key) => !(ssh2.utils.parseKey(key) instanceof Error))) return pair
  }
  throw new Error(`ssh2 made ${MAX_TRIES} ${type} keys that it cannot read.`)
}

function generate(type: SshKeyType) {
  const { generateKeyPairSync } = ssh2.utils
  if (type === 'rsa') return generateKeyPairSync('rsa', { bits: 3072 })
  if (type === 'ecdsa') return generateKeyPairSync('ecdsa', { bits: 256 })
  return generateKeyPairSync('ed25519')
}
