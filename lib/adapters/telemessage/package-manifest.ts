import type { PackageRefusal } from '#lib/sync/ports/package-format.ts'

export type PackageManifest = {
  /** Null when the manifest has no readable `Count:` line. */
  count: number | null
  names: string[]
}

/**
 * Reads a package's `.mf` manifest: one `Count: N` line and one line a message with its entry name.
 *
 * That much is public; the exact layout is not. So the reader is tolerant: any line ends, blank lines, a byte
 * order mark, `Count` in any case and anywhere, and other `Field: value` lines passed over.
 */
export function parseManifest(text: string): PackageManifest {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  let count: number | null = null
  const names: string[] = []
  for (const line of lines) {
    const counted = /^count\s*[:=]\s*(\d{1,9})$/i.exec(line)
    if (counted) count = Number(counted[1])
    else if (!OTHER_FIELD.test(line)) names.push(line)
  }
  return { count, names }
}

/** A name may hold a colon, but then it ends like a message's name. */
const OTHER_FIELD = /^[A-Za-z][A-Za-z0-9-]{0,40}:\s(?!.*\.eml$)/i

/**
 * TeleMessage's rule: the count equals the number of messages, each listed name is there and not empty. And ours:
 * each message that is there is listed, or nobody vouches for it.
 *
 * @returns null when manifest and content agree.
 */
export function refuseManifest(
  manifest: PackageManifest,
  entries: readonly { name: string; sizeBytes: number }[],
): PackageRefusal | null {
  const listed = new Set(manifest.names)
  const present = new Map(entries.map((entry) => [entry.name, entry.sizeBytes]))

  const missing = manifest.names.find((name) => !present.has(name))
  if (missing !== undefined) {
    return refusal(
      'manifest-names-missing-entry',
      `The manifest lists ${missing}, and the package does not hold it.`,
    )
  }
  const unlisted = entries.find((entry) => !listed.has(entry.name))
  if (unlisted) {
    return refusal(
      'entry-not-in-manifest',
      `The package holds ${unlisted.name}, and the manifest does not list it.`,
    )
  }
  const empty = entries.find((entry) => entry.sizeBytes === 0)
  if (empty) return refusal('entry-empty', `${empty.name} is empty.`)
  if (manifest.count !== entries.length || manifest.names.length !== entries.length) {
    const counted = manifest.count === null ? 'no count' : `a count of ${manifest.count}`
    return refusal(
      'manifest-count-differs',
      `The manifest has ${counted} and lists ${manifest.names.length} names; the package holds ${entries.length} messages.`,
    )
  }
  return null
}

function refusal(reason: PackageRefusal['reason'], detail: string): PackageRefusal {
  return { ok: false, reason, detail }
}
