import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ssh2, { type ParsedKey } from 'ssh2'
import { replaceFile } from '#sandbox/state/kept-file.ts'

export type AuthorizedKeys = {
  /** The lines of the file that hold a key. */
  lines(): string[]
  /** @throws {PublicKeyError} */
  add(publicKey: string): void
  clear(): void
  /** The key with these bytes of SSH's own form, if it may log in. */
  find(publicSsh: Buffer): ParsedKey | null
}

/** The public keys that may log in: the file `authorized_keys` of the folder, read anew at every login. */
export function openAuthorizedKeys(dir: string): AuthorizedKeys {
  const path = join(dir, 'authorized_keys')
  const lines = () =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '' && !line.startsWith('#'))
      : []
  return {
    lines,
    add(publicKey) {
      const line = publicKey.trim()
      if (/[\r\n]/.test(line) || !parsePublic(line)) throw new PublicKeyError()
      replaceFile(path, [...lines(), line, ''].join('\n'))
    },
    clear: () => replaceFile(path, ''),
    find(publicSsh) {
      for (const line of lines()) {
        const key = parsePublic(line)
        if (key?.getPublicSSH().equals(publicSsh)) return key
      }
      return null
    },
  }
}

/** A private key is none: it has no place in this file. */
function parsePublic(line: string): ParsedKey | null {
  const key = ssh2.utils.parseKey(line)
  return key instanceof Error || key.isPrivateKey() ? null : key
}

export class PublicKeyError extends Error {
  readonly code = 'public_key_unreadable'

  constructor() {
    super('The key is not one line of OpenSSH’s public form, such as "ssh-ed25519 AAAA… name".')
    this.name = 'PublicKeyError'
  }
}
