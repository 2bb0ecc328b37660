import { join } from 'node:path'
import { type HostKey, loadHostKey } from '#sandbox/state/host-key.ts'
import { replaceFile } from '#sandbox/state/kept-file.ts'
import { makeSshKey, type SshKeyType } from './make-ssh-key.ts'

/** Makes another host key and keeps it in place of the one that was there. */
export function changeHostKey(dir: string, type: SshKeyType): Promise<HostKey> {
  replaceFile(join(dir, 'sftp-host-key'), makeSshKey(type).private)
  return loadHostKey(dir)
}
