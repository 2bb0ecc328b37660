/**
 * A ZIP entry's name as text. The UTF-8 flag is often not set although the name is UTF-8, and Chinese tools write
 * GBK without saying so.
 */
export function decodeEntryName(raw: Uint8Array): string {
  for (const decoder of DECODERS) {
    try {
      return decoder.decode(raw)
    } catch {
      // Not this encoding: fatal decoders refuse what is not theirs.
    }
  }
  return Buffer.from(raw).toString('latin1')
}

const DECODERS = [
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  new TextDecoder('gb18030', { fatal: true }),
]

/**
 * Nothing is ever unpacked to a path made of these names. They are refused all the same: they are shown, logged
 * and stored, and a package that has one was not made by TeleMessage.
 */
export function isSafeEntryName(name: string, maxLength: number): boolean {
  if (name === '' || name.length > maxLength || /[\p{Cc}\\]/u.test(name)) return false
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return false
  return !name.split('/').some((segment) => segment === '..' || segment === '.' || segment === '')
}
