import { createHash } from 'node:crypto'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import { keptFile } from './kept-file.ts'

export type HostKey = { privateKey: string; fingerprint: string }

/** The SFTP server's Ed25519 host key, made once per folder, and its fingerprint as OpenSSH prints it. */
export async function loadHostKey(dir: string): Promise<HostKey> {
  const privateKey = await keptFile(join(dir, 'sftp-host-key'), makeKey)
  const parsed = ssh2.utils.parseKey(privateKey)
  if (parsed instanceof Error) throw parsed
  const digest = createHash('sha256').update(parsed.getPublicSSH()).digest('base64')
  return { privateKey, fingerprint: `SHA256:${digest.replace(/=+$/, '')}` }
}

const MAX_TRIES = 20

/** ssh2 1.17 writes three of a thousand Ed25519 keys in a form that it does not read itself (6 of 2,000 tried). */
function makeKey(): string {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const { private: privateKey } = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(privateKey) instanceof Error)) return privateKey
  }
  throw new Error('No host key could be made.')
}
