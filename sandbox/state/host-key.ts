import { createHash } from 'node:crypto'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import { makeSshKey } from '#sandbox/telemessage/site/make-ssh-key.ts'
import { keptFile } from './kept-file.ts'

export type HostKey = { privateKey: string; fingerprint: string }

/** The SFTP server's Ed25519 host key, made once per folder, and its fingerprint as OpenSSH prints it. */
export async function loadHostKey(dir: string): Promise<HostKey> {
  const privateKey = await keptFile(join(dir, 'sftp-host-key'), () => makeSshKey('ed25519').private)
  const parsed = ssh2.utils.parseKey(privateKey)
  if (parsed instanceof Error) throw parsed
  const digest = createHash('sha256').update(parsed.getPublicSSH()).digest('base64')
  return { privateKey, fingerprint: `SHA256:${digest.replace(/=+$/, '')}` }
}
