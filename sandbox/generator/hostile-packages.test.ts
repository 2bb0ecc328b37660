import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import { createZipPackageFormat } from '#lib/adapters/telemessage/package-zip.ts'
import type { OpenPackage, PackageRefusal } from '#lib/sync/ports/package-format.ts'
import type { PackageRefusalReason } from './hostile-package.ts'
import { hostilePackages, type WrittenPackage, writeHostilePackages } from './hostile-packages.ts'

const DATE = '2026-11-21'

let dir: string
let written: WrittenPackage[]
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hostile-packages-'))
  written = await writeHostilePackages(dir, DATE)
}, 30_000)
afterAll(() => rm(dir, { recursive: true }))

const names = hostilePackages(DATE).map((hostile) => [hostile.name] as const)
const byName = (name: string) => {
  const found = written.find((hostile) => hostile.name === name)
  if (!found) throw new Error(`There is no ${name}.`)
  return found
}

test('hostile packages are small on disk, and the same for the same date', { timeout: 30_000 }, async () => {
  const again = await mkdtemp(join(tmpdir(), 'hostile-packages-'))
  for (const { path, name } of await writeHostilePackages(again, DATE)) {
    expect((await readFile(path)).equals(await readFile(byName(name).path)), name).toBe(true)
    expect((await stat(path)).size, name).toBeLessThan(2 * 1024 * 1024)
  }
  await rm(again, { recursive: true })
})

describe('a package', { timeout: 30_000 }, () => {
  test.each(names)('called %s is taken or refused as it should be', async (name) => {
    const hostile = byName(name)
    const opened = await createZipPackageFormat().open(hostile.path)
    if (!opened.ok) {
      expect(opened.reason satisfies PackageRefusalReason, opened.detail).toBe(hostile.expected)
      return
    }
    try {
      expect(hostile.expected).toBe('accepted')
      expect(opened.package.entries.map((entry) => entry.name)).toEqual(hostile.messages)
      expect(await unreadableOf(opened.package)).toEqual(hostile.unreadable)
    } finally {
      await opened.package.close()
    }
  })

  test('may be refused for every reason that there is', () => {
    const reasons = {
      'not-a-zip': true,
      encrypted: true,
      'manifest-missing': true,
      'manifest-count-differs': true,
      'manifest-names-missing-entry': true,
      'entry-not-in-manifest': true,
      'entry-empty': true,
      'entry-name-unsafe': true,
      'too-many-entries': true,
      'too-large': true,
    } satisfies Record<PackageRefusalReason, true>
    const expected = new Set(written.map((hostile) => hostile.expected))
    for (const reason of Object.keys(reasons))
      expect(expected.has(reason as PackageRefusal['reason'])).toBe(true)
  })

  test('shares no message with another', async () => {
    const identities: string[] = []
    for (const hostile of written.filter((one) => one.expected === 'accepted')) {
      const opened = await createZipPackageFormat().open(hostile.path)
      if (!opened.ok) continue
      for (const entry of opened.package.entries.filter((one) => !hostile.unreadable.includes(one.name))) {
        identities.push(mimeMessageFormat.inspect(await opened.package.read(entry)).content.archiveMessageId)
      }
      await opened.package.close()
    }
    expect(identities.length).toBeGreaterThan(15)
    expect(new Set(identities).size).toBe(identities.length)
  })
})

/** Names of the entries that cannot be read, each for the reason that its data are damaged. */
async function unreadableOf(opened: OpenPackage): Promise<string[]> {
  const found: string[] = []
  for (const entry of opened.entries) {
    try {
      await opened.read(entry)
    } catch (error) {
      expect(error).toMatchObject({ code: 'package_damaged' })
      found.push(entry.name)
    }
  }
  return found
}
