import { createHash, timingSafeEqual } from 'node:crypto'

/** `SHA256:` and base64 without padding, as OpenSSH prints it and as people compare it. */
export function hostKeyFingerprint(publicKey: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`
}

export function isSameHostKey(trusted: string, offered: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(trusted), digest(offered))
}
