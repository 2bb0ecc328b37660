import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import yazl from 'yazl'
import { PACKAGE_LIMITS } from './package-limits.ts'
import { createZipPackageFormat } from './package-zip.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-zip-'))
})
afterAll(() => rm(folder, { recursive: true }))

const format = createZipPackageFormat()
const bytes = (content: string | Buffer) => (typeof content === 'string' ? Buffer.from(content) : content)

type ZipOptions = { compress?: boolean; forceZip64Format?: boolean }

async function zipOf(files: Record<string, string | Buffer>, options: ZipOptions = {}): Promise<string> {
  const zip = new yazl.ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(bytes(content), name, options)
  zip.end({ forceZip64Format: options.forceZip64Format ?? false, comment: '' })
  const path = join(folder, `${crypto.randomUUID()}.zip`)
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

function packageOf(messages: Record<string, string | Buffer>, options: ZipOptions = {}) {
  const names = Object.keys(messages)
  return zipOf({ ...messages, 'package.mf': [`Count: ${names.length}`, ...names].join('\r\n') }, options)
}

async function patched(path: string, patch: (zip: Buffer) => void): Promise<string> {
  const zip = await readFile(path)
  patch(zip)
  await writeFile(path, zip)
  return path
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const gathered: Uint8Array[] = []
  for await (const piece of pieces) gathered.push(piece)
  return Buffer.concat(gathered)
}

/** Where the central directory's record of the first entry begins. */
const firstRecord = (zip: Buffer) => zip.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'))

async function refusalOf(path: string, limits = PACKAGE_LIMITS): Promise<string> {
  const opened = await createZipPackageFormat(limits).open(path)
  if (opened.ok) {
    await opened.package.close()
    return 'accepted'
  }
  expect(opened.detail).not.toBe('')
  return opened.reason
}

describe('a package', () => {
  test.each<[string, ZipOptions]>([
    ['deflated', {}],
    ['stored', { compress: false }],
    ['in ZIP64 form', { forceZip64Format: true }],
  ])('that is %s gives back every message, in any order', async (_, options) => {
    const messages = {
      'a.eml': 'Subject: a\r\n\r\nfirst',
      '微信/b.eml': `Subject: b\r\n\r\n${'x'.repeat(100_000)}`,
    }
    const opened = await format.open(await packageOf(messages, options))
    if (!opened.ok) throw new Error(opened.detail)
    expect(opened.package.entries.map(({ index, name, sizeBytes }) => ({ index, name, sizeBytes }))).toEqual([
      { index: 0, name: 'a.eml', sizeBytes: 19 },
      { index: 1, name: '微信/b.eml', sizeBytes: 100_014 },
    ])
    for (const entry of opened.package.entries.toReversed()) {
      expect(Buffer.from(await opened.package.read(entry)).toString()).toBe(messages[entry.name as 'a.eml'])
      const stream = opened.package.stream(entry)
      expect((await gathered(stream)).toString()).toBe(messages[entry.name as 'a.eml'])
      expect((await gathered(stream)).length, 'a second time').toBe(entry.sizeBytes)
    }
    await opened.package.close()
  })

  test('knows where the local header of each message begins', async () => {
    const path = await packageOf({ 'a.eml': 'a', 'b.eml': 'b' })
    const opened = await format.open(path)
    if (!opened.ok) throw new Error(opened.detail)
    const zip = await readFile(path)
    for (const entry of opened.package.entries) {
      expect(zip.toString('latin1', entry.offset, entry.offset + 4)).toBe('PK\u0003\u0004')
    }
    await opened.package.close()
  })

  test('that is no ZIP file, or a truncated one, is refused', async () => {
    const path = join(folder, 'no.zip')
    await writeFile(path, 'this is not a ZIP file')
    expect(await refusalOf(path)).toBe('not-a-zip')
    const whole = await packageOf({ 'a.eml': 'a'.repeat(1000) })
    const zip = await readFile(whole)
    await writeFile(whole, zip.subarray(0, zip.length - 30))
    expect(await refusalOf(whole)).toBe('not-a-zip')
  })

  test('without a manifest, or with two, is refused', async () => {
    expect(await refusalOf(await zipOf({ 'a.eml': 'a' }))).toBe('manifest-missing')
    expect(await refusalOf(await zipOf({ 'a.mf': 'Count: 0', 'b.MF': 'Count: 0' }))).toBe('manifest-missing')
  })

  test('that its manifest contradicts is refused', async () => {
    expect(await refusalOf(await zipOf({ 'a.eml': 'a', 'x.mf': 'Count: 2\na.eml\nb.eml' }))).toBe(
      'manifest-names-missing-entry',
    )
    expect(await refusalOf(await zipOf({ 'a.eml': 'a', 'b.txt': 'b', 'x.mf': 'Count: 1\na.eml' }))).toBe(
      'entry-not-in-manifest',
    )
    expect(await refusalOf(await zipOf({ 'a.eml': '', 'x.mf': 'Count: 1\na.eml' }))).toBe('entry-empty')
    expect(await refusalOf(await zipOf({ 'a.eml': 'a', 'x.mf': 'Count: 7\na.eml' }))).toBe(
      'manifest-count-differs',
    )
  })

  test.each(['../a.eml', '/a_.eml', 'b\\a.eml', 'a\u0000.eml', 'C:aa.eml'])(
    'with an entry called %j is refused',
    async (name) => {
      const stand = 'S'.repeat(name.length)
      const path = await patched(await packageOf({ [stand]: 'a' }), (zip) => {
        zip.write(name, firstRecord(zip) + 46, 'latin1')
      })
      expect(await refusalOf(path)).toBe('entry-name-unsafe')
    },
  )

  test('with two entries of one name is refused', async () => {
    const path = await patched(await packageOf({ 'a.eml': 'a', 'b.eml': 'b' }), (zip) => {
      zip.write('b.eml', firstRecord(zip) + 46, 'latin1')
    })
    expect(await refusalOf(path)).toBe('entry-name-unsafe')
  })

  test('that is encrypted is refused', async () => {
    const path = await patched(await packageOf({ 'a.eml': 'a' }), (zip) => {
      const flags = firstRecord(zip) + 8
      zip.writeUInt16LE(zip.readUInt16LE(flags) | 1, flags)
    })
    expect(await refusalOf(path)).toBe('encrypted')
  })

  test('over a limit is refused before anything is unpacked', async () => {
    const path = await packageOf({ 'a.eml': 'a'.repeat(5000), 'b.eml': 'b' })
    expect(await refusalOf(path, { ...PACKAGE_LIMITS, maxEntries: 2 })).toBe('too-many-entries')
    expect(await refusalOf(path, { ...PACKAGE_LIMITS, maxEntryBytes: 4999 })).toBe('too-large')
    expect(await refusalOf(path, { ...PACKAGE_LIMITS, maxTotalBytes: 5000 })).toBe('too-large')
    expect(await refusalOf(path, { ...PACKAGE_LIMITS, ratioCountsAboveBytes: 1000, maxRatio: 2 })).toBe(
      'too-large',
    )
  })

  test('whose entries share their data is refused', async () => {
    const random = Buffer.from(crypto.getRandomValues(new Uint8Array(4000)))
    const path = await patched(
      await packageOf({ 'a.eml': random, 'b.eml': random }, { compress: false }),
      (zip) => {
        for (
          let record = firstRecord(zip);
          record >= 0;
          record = zip.indexOf('PK\u0001\u0002', record + 4, 'latin1')
        ) {
          zip.writeUInt32LE(9000, record + 20)
          zip.writeUInt32LE(9000, record + 24)
        }
      },
    )
    expect(await refusalOf(path)).toBe('too-large')
  })

  test.each<[string, (zip: Buffer) => void]>([
    ['a byte changed', (zip) => zip.writeUInt8((zip[40] ?? 0) ^ 0xff, 40)],
    ['the checksum changed', (zip) => zip.writeUInt32LE(1, firstRecord(zip) + 16)],
    ['the size understated', (zip) => zip.writeUInt32LE(10, firstRecord(zip) + 24)],
    ['the place wrong', (zip) => zip.writeUInt32LE(1, firstRecord(zip) + 42)],
  ])('with %s says so when that message is read', async (_, damage) => {
    const opened = await format.open(await patched(await packageOf({ 'a.eml': 'hello '.repeat(50) }), damage))
    if (!opened.ok) throw new Error(opened.detail)
    const [entry] = opened.package.entries
    if (!entry) throw new Error('no entry')
    await expect(opened.package.read(entry)).rejects.toMatchObject({ code: 'package_damaged' })
    await expect(gathered(opened.package.stream(entry))).rejects.toMatchObject({ code: 'package_damaged' })
    await opened.package.close()
  })

  test('gives out no more of a message than the package says it has', async () => {
    const bomb = await patched(await packageOf({ 'a.eml': Buffer.alloc(5_000_000) }), (zip) =>
      zip.writeUInt32LE(100_000, firstRecord(zip) + 24),
    )
    const opened = await format.open(bomb)
    if (!opened.ok) throw new Error(opened.detail)
    const [entry] = opened.package.entries
    if (!entry) throw new Error('no entry')
    let givenBytes = 0
    const readAll = async () => {
      for await (const piece of opened.package.stream(entry)) givenBytes += piece.length
    }
    await expect(readAll()).rejects.toMatchObject({ code: 'package_damaged' })
    expect(givenBytes).toBeLessThanOrEqual(100_000)
    await opened.package.close()
  })

  test("does not give out a message for another package's entry", async () => {
    const opened = await format.open(await packageOf({ 'a.eml': 'a' }))
    if (!opened.ok) throw new Error(opened.detail)
    const stranger = { index: 0, name: 'other.eml', offset: 0, compressedBytes: 1, sizeBytes: 1 }
    await expect(opened.package.read(stranger)).rejects.toMatchObject({ code: 'package_damaged' })
    await opened.package.close()
  })
})
