import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BlobServiceClient } from '@azure/storage-blob'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningAzurite, startAzurite } from './azurite-for-tests.ts'
import { EvidenceBlobStore } from './evidence-blob-store.ts'

let azurite: RunningAzurite
let folder: string
let store: EvidenceBlobStore
beforeAll(async () => {
  azurite = await startAzurite()
  folder = await mkdtemp(join(tmpdir(), 'evidence-'))
  store = new EvidenceBlobStore({
    connectionString: azurite.connectionString,
    container: 'evidence',
    idleTimeoutMs: 20_000,
  })
}, 60_000)
afterAll(async () => {
  await azurite?.close()
  await rm(folder, { recursive: true, force: true })
})

async function fileWith(content: Buffer) {
  const path = join(folder, crypto.randomUUID())
  await writeFile(path, content)
  return {
    path,
    content: { sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
  }
}

const blobOf = (name: string) =>
  BlobServiceClient.fromConnectionString(azurite.connectionString)
    .getContainerClient('evidence')
    .getBlockBlobClient(name)

describe('trying whether packages could be stored', () => {
  const signal = () => AbortSignal.timeout(20_000)
  const storeIn = (connectionString: string) =>
    new EvidenceBlobStore({ connectionString, container: 'tried', idleTimeoutMs: 20_000 })

  test('makes the container and leaves no blob in it', async () => {
    expect(await storeIn(azurite.connectionString).tryWriting(signal())).toEqual({ ok: true })
    expect(await storeIn(azurite.connectionString).tryWriting(signal())).toEqual({ ok: true })
    const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
      'tried',
    )
    expect((await container.listBlobsFlat().byPage().next()).value.segment.blobItems).toEqual([])
  })

  test('tells a key that is refused from a storage that does not answer', async () => {
    const wrongKey = azurite.connectionString.replace(
      /AccountKey=[^;]+/,
      `AccountKey=${Buffer.alloc(64, 7).toString('base64')}`,
    )
    expect(await storeIn(wrongKey).tryWriting(signal())).toMatchObject({ ok: false, reason: 'refused' })
    const nobodyThere = azurite.connectionString.replace(/127\.0\.0\.1:\d+|localhost:\d+/, '127.0.0.1:9')
    expect(await storeIn(nobodyThere).tryWriting(signal())).toMatchObject({
      ok: false,
      reason: 'unreachable',
    })
  })
})

describe('the evidence store', () => {
  test('gives a package back byte for byte, also one of several blocks', async () => {
    for (const sizeBytes of [0, 1_000, 20 * 1024 * 1024]) {
      const file = await fileWith(Buffer.alloc(sizeBytes, 'package '))
      await store.put(`tenant/${sizeBytes}.zip`, file.path, file.content)
      const target = join(folder, `fetched-${sizeBytes}`)
      await store.fetch(`tenant/${sizeBytes}.zip`, target, file.content.sha256)
      expect((await readFile(target)).equals(await readFile(file.path))).toBe(true)
    }
  })

  test('leaves a package that is there already alone', async () => {
    const file = await fileWith(Buffer.from('delivered once'))
    await store.put('same.zip', file.path, file.content)
    const { lastModified, etag } = await blobOf('same.zip').getProperties()
    await store.put('same.zip', file.path, file.content)
    expect(await blobOf('same.zip').getProperties()).toMatchObject({ lastModified, etag })
  })

  test('never overwrites one package with another', async () => {
    const [first, second] = [await fileWith(Buffer.from('first')), await fileWith(Buffer.from('second'))]
    await store.put('taken.zip', first.path, first.content)
    await expect(store.put('taken.zip', second.path, second.content)).rejects.toMatchObject({
      code: 'evidence_conflict',
    })
    expect((await blobOf('taken.zip').downloadToBuffer()).toString()).toBe('first')
  })

  test('lets two workers store the same package at once', async () => {
    const file = await fileWith(Buffer.alloc(100_000, 'x'))
    await Promise.all([1, 2, 3, 4].map(() => store.put('race.zip', file.path, file.content)))
    expect((await blobOf('race.zip').getProperties()).contentLength).toBe(100_000)
  })

  test('stores nothing under a hash that the file does not have', async () => {
    const file = await fileWith(Buffer.from('changed since'))
    const other = { ...file.content, sha256: 'a'.repeat(64) }
    await expect(store.put('wrong.zip', file.path, other)).rejects.toMatchObject({
      code: 'evidence_source_changed',
    })
    expect(await blobOf('wrong.zip').exists()).toBe(false)
  })

  test('gives nothing out that is damaged or missing, and leaves nothing behind', async () => {
    const target = join(folder, 'never')
    await blobOf('damaged.zip').upload('tampered', 8, { metadata: { sha256: 'b'.repeat(64) } })
    await expect(store.fetch('damaged.zip', target, 'b'.repeat(64))).rejects.toMatchObject({
      code: 'evidence_damaged',
    })
    await expect(store.fetch('missing.zip', target, 'b'.repeat(64))).rejects.toMatchObject({
      code: 'evidence_missing',
    })
    expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([])
  })
})
