import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestSite, type TestSite, type Visitor, visit } from './site-for-tests.ts'
import type { UploadView } from './uploads.ts'

const CONTENT = randomBytes(100_000)

let site: TestSite
let visitor: Visitor

beforeAll(async () => {
  site = await startTestSite({ files: { 'source.zip': CONTENT } })
})
afterAll(() => site.close())
beforeEach(async () => {
  visitor = await visit(site.login)
})
afterEach(async () => {
  visitor.end()
  await site.control('POST', '/site/reset')
  for (const name of ['new.zip', 'new.zip.filepart', '.new.zip.tmp']) {
    await rm(join(site.packagesDir, name), { force: true })
  }
})

describe('an upload', () => {
  test('in place grows under its own name, a piece at each call', async () => {
    const { id } = await upload({ mode: 'in-place', chunks: 4 })
    const sizes: number[] = [await visitor.sizeOf('new.zip')]
    for (let piece = 2; piece <= 4; piece += 1) {
      await site.control('POST', `/site/uploads/${id}/advance`)
      sizes.push(await visitor.sizeOf('new.zip'))
    }
    expect(sizes).toEqual([25_000, 50_000, 75_000, 100_000])
    expect(await statusOf(id)).toBe('complete')
    expect((await visitor.read('new.zip')).equals(CONTENT)).toBe(true)
  })

  test('under a temporary name gets its own when it is complete', async () => {
    const { id } = await upload({ chunks: 2 })
    expect(await visitor.names()).toEqual(expect.arrayContaining(['new.zip.filepart']))
    await expect(visitor.read('new.zip')).rejects.toThrow(/no such file/i)
    await site.control('POST', `/site/uploads/${id}/advance`)
    expect((await visitor.names()).sort()).toEqual(['new.zip', 'source.zip'])
    expect((await visitor.read('new.zip')).equals(CONTENT)).toBe(true)
  })

  test('may choose its temporary name', async () => {
    await upload({ chunks: 2, temporaryName: '.new.zip.tmp' })
    expect((await visitor.names()).sort()).toEqual(['.new.zip.tmp', 'source.zip'])
  })

  test('that is preallocated has its full size before it has its bytes', async () => {
    const { id } = await upload({ mode: 'preallocated', chunks: 2 })
    expect(await visitor.sizeOf('new.zip')).toBe(CONTENT.length)
    const half = await visitor.read('new.zip')
    expect(half.subarray(0, 50_000).equals(CONTENT.subarray(0, 50_000))).toBe(true)
    expect(half.subarray(50_000).every((byte) => byte === 0)).toBe(true)
    await site.control('POST', `/site/uploads/${id}/advance`)
    expect((await visitor.read('new.zip')).equals(CONTENT)).toBe(true)
  })

  test('grows with each listing, if it is told so', async () => {
    await upload({ mode: 'in-place', chunks: 3, advancesOn: 'listing' })
    const sizes: (number | undefined)[] = []
    for (let listing = 1; listing <= 3; listing += 1) {
      const entries = await visitor.entries()
      sizes.push(entries.find((entry) => entry.filename === 'new.zip')?.attrs.size)
    }
    expect(sizes).toEqual([66_668, 100_000, 100_000])
  })

  test('at a rate of bytes is complete after a while', async () => {
    const { id } = await upload({ mode: 'in-place', bytesPerSecond: 1_000_000 })
    expect(await visitor.sizeOf('new.zip')).toBeLessThan(CONTENT.length)
    await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('complete')
    expect((await visitor.read('new.zip')).equals(CONTENT)).toBe(true)
  })

  test('that is abandoned stays as it is, for ever', async () => {
    const { id } = await upload({ mode: 'in-place', chunks: 2 })
    expect((await site.control('DELETE', `/site/uploads/${id}`)).body.status).toBe('abandoned')
    await site.control('POST', `/site/uploads/${id}/advance`)
    expect(await visitor.sizeOf('new.zip')).toBe(50_000)
  })

  test('may bring its bytes along', async () => {
    const contentBase64 = Buffer.from('brought along').toString('base64')
    await site.control('POST', '/site/uploads', { name: 'new.zip', contentBase64, chunks: 1 })
    expect((await visitor.read('new.zip')).toString()).toBe('brought along')
  })

  test.each([
    [
      'over a file that is there',
      { name: 'source.zip', from: 'source.zip', mode: 'in-place', chunks: 1 },
      409,
    ],
    ['from a file that is not there', { name: 'new.zip', from: 'missing.zip', chunks: 1 }, 404],
    ['to a path', { name: '../new.zip', from: 'source.zip', chunks: 1 }, 400],
    ['from a path', { name: 'new.zip', from: '../sftp-host-key', chunks: 1 }, 400],
    ['without bytes', { name: 'new.zip', chunks: 1 }, 400],
    ['without a pace', { name: 'new.zip', from: 'source.zip' }, 400],
  ])('%s is refused', async (_what, order, status) => {
    expect((await site.control('POST', '/site/uploads', order)).status).toBe(status)
    expect(await visitor.names()).toEqual(['source.zip'])
  })

  test('that nobody began does not go on', async () => {
    expect((await site.control('POST', '/site/uploads/none/advance')).status).toBe(404)
  })
})

describe('a replacement', () => {
  const OTHER = Buffer.alloc(CONTENT.length, 'x')
  const replace = (order: object) =>
    site.control('POST', '/site/replacements', {
      package: 'new.zip',
      contentBase64: OTHER.toString('base64'),
      ...order,
    })

  test.each(['rename', 'in-place'])('by %s puts other bytes under the same name', async (mode) => {
    await upload({ chunks: 1 })
    expect((await replace({ mode })).status).toBe(200)
    expect((await visitor.read('new.zip')).equals(OTHER)).toBe(true)
    expect((await visitor.names()).sort()).toEqual(['new.zip', 'source.zip'])
  })

  test('may keep size and time, so that only the bytes tell', async () => {
    await upload({ chunks: 1 })
    const before = await entryOf('new.zip')
    await replace({ keepsModifiedAt: true })
    const after = await entryOf('new.zip')
    expect([after?.attrs.size, after?.attrs.mtime]).toEqual([before?.attrs.size, before?.attrs.mtime])
    expect((await visitor.read('new.zip')).equals(OTHER)).toBe(true)
  })

  test('in place by fewer bytes leaves none of the old ones', async () => {
    await upload({ chunks: 1 })
    await replace({ mode: 'in-place', contentBase64: Buffer.from('short').toString('base64') })
    expect((await visitor.read('new.zip')).toString()).toBe('short')
  })

  test('of a package that is not there is refused', async () => {
    expect((await replace({ package: 'missing.zip' })).status).toBe(404)
  })
})

async function upload(order: object): Promise<UploadView> {
  const { body } = await site.control('POST', '/site/uploads', {
    name: 'new.zip',
    from: 'source.zip',
    ...order,
  })
  return body as unknown as UploadView
}

async function statusOf(id: string) {
  const { body } = await site.control('GET', '/site')
  return (body.uploads as UploadView[]).find((one) => one.id === id)?.status
}

async function entryOf(name: string) {
  return (await visitor.entries()).find((entry) => entry.filename === name)
}
