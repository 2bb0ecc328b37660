import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stats } from 'ssh2'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import type { SiteCounters } from './site-counters.ts'
import { startTestSite, type TestSite, type Visitor, visit } from './site-for-tests.ts'

const CONTENT = Buffer.from('a package')

let site: TestSite
let visitor: Visitor

beforeAll(async () => {
  site = await startTestSite({ files: { 'one.zip': CONTENT, '.hidden-on-disk.zip': CONTENT } })
  await mkdir(join(site.packagesDir, 'a-folder'))
  await writeFile(join(site.packagesDir, 'a-folder/inside.zip'), CONTENT)
  await writeFile(join(site.dir, 'secret.txt'), 'not for you')
  await symlink('one.zip', join(site.packagesDir, 'link-inside.zip'))
  await symlink(join(site.dir, 'secret.txt'), join(site.packagesDir, 'link-outside.zip'))
  await symlink('link-to-itself.zip', join(site.packagesDir, 'link-to-itself.zip'))
  visitor = await visit(site.login)
})
afterAll(async () => {
  visitor.end()
  await site.close()
})
afterEach(() => site.control('POST', '/site/reset'))

describe('what lies in the folder', () => {
  test('is listed as OpenSSH lists it: hidden files, folders and links too', async () => {
    const entries = await visitor.entries()
    const types = Object.fromEntries(entries.map((entry) => [entry.filename, typeOf(entry.attrs)]))
    expect(types).toEqual({
      '.': 'folder',
      '..': 'folder',
      'one.zip': 'file',
      '.hidden-on-disk.zip': 'file',
      'a-folder': 'folder',
      'link-inside.zip': 'link',
      'link-outside.zip': 'link',
      'link-to-itself.zip': 'link',
    })
    expect(entries.every((entry) => /^[-dl][-rwx]{9} /.test(entry.longname))).toBe(true)
  })

  test('is read in folders and behind links, as long as that is in the packages folder', async () => {
    expect(await visitor.names('/outbox/a-folder')).toEqual(['inside.zip'])
    expect(await visitor.read('a-folder/inside.zip')).toEqual(CONTENT)
    expect(await visitor.read('link-inside.zip')).toEqual(CONTENT)
  })

  test.each([
    'link-outside.zip',
    'link-to-itself.zip',
    '../../secret.txt',
    'a-folder/../../../secret.txt',
    'one.zip/inside',
  ])('has no %s', async (name) => {
    await expect(visitor.read(name)).rejects.toThrow(/no such file/i)
  })
})

describe('odd entries', () => {
  const set = (...odd: string[]) => site.control('PUT', '/knobs/site', { listings: { odd } })
  const added = async () => (await visitor.names()).slice(6)

  test('are there for as long as the knob is set', async () => {
    expect(await added()).toEqual([])
    await set('hidden', 'folder')
    expect(await added()).toEqual(['.hidden.zip', 'archive.zip'])
    await site.control('DELETE', '/knobs/site')
    expect(await added()).toEqual([])
    await expect(visitor.read('.hidden.zip')).rejects.toThrow(/no such file/i)
  })

  test('are folders, links, pipes, devices and sockets with the name of a package', async () => {
    await set('folder', 'links', 'special')
    const types = Object.fromEntries(
      (await visitor.entries()).map((entry) => [entry.filename, typeOf(entry.attrs)]),
    )
    expect(types).toMatchObject({
      'archive.zip': 'folder',
      'latest.zip': 'link',
      'broken-link.zip': 'link',
      'fifo.zip': 'fifo',
      'device.zip': 'device',
      'socket.zip': 'socket',
    })
    for (const name of ['archive.zip', 'fifo.zip', 'socket.zip']) {
      await expect(visitor.read(name)).rejects.toThrow(/failure/i)
    }
    await expect(visitor.read('broken-link.zip')).rejects.toThrow(/no such file/i)
    expect((await visitor.read('latest.zip')).subarray(0, 2).toString()).toBe('PK')
  })

  test('are a file that may not be read, beside one that may', async () => {
    await set('unreadable', 'hidden')
    await expect(visitor.read('unreadable.zip')).rejects.toThrow(/permission denied/i)
    expect((await visitor.read('.hidden.zip')).length).toBeGreaterThan(0)
  })

  test('have names that are traps, and every one can be read', async () => {
    await set('strange-names')
    const names = await added()
    expect(names).toContain('微信 存档 😀.zip')
    expect(names).toContain('line\nbreak.zip')
    expect(names).toHaveLength(new Set(names).size)
    for (const name of names) expect((await visitor.read(name)).length).toBeGreaterThan(0)
  })

  test('have names that are paths, which lead nowhere', async () => {
    await set('path-names')
    expect(await added()).toEqual(['../../up.zip', '/etc/passwd', 'folder/inside.zip', 'nul\u0000.zip', ''])
    await expect(visitor.read('../../up.zip')).rejects.toThrow(/no such file/i)
  })

  test('have no attributes, or none of time', async () => {
    await set('without-attributes')
    const entries = (await visitor.entries()).filter((entry) => entry.filename.startsWith('without-'))
    expect((await visitor.read('without-times.zip')).subarray(0, 2).toString()).toBe('PK')
    expect(entries.map(({ attrs }) => [attrs.size === undefined, attrs.mtime === undefined])).toEqual([
      [true, true],
      [false, true],
    ])
  })

  test('stand twice, are of unbelievable size, and of times at both ends', async () => {
    await set('twice', 'huge', 'odd-times')
    expect((await added()).filter((name) => name === 'twice.zip')).toHaveLength(2)
    expect(await visitor.sizeOf('huge.zip')).toBe(1_000_000_000_000)
    const times = (await visitor.entries())
      .filter((entry) => entry.filename.startsWith('of-'))
      .map((entry) => new Date(entry.attrs.mtime * 1000).getUTCFullYear())
    expect(times).toEqual([1970, 2106])
  })
})

describe('a folder of ten thousand packages', () => {
  test('is listed whole, whatever the size of a reply, and each is a valid package', async () => {
    await site.control('PUT', '/knobs/site', { listings: { extraPackages: 10_000 } })
    const names = (await visitor.names()).filter((name) => name.startsWith('202611220000-'))
    expect(new Set(names).size).toBe(10_000)
    await site.control('PATCH', '/knobs/site', { listings: { entriesPerReply: 10_000 } })
    expect((await visitor.names()).filter((name) => name.startsWith('202611220000-'))).toEqual(names)

    const zip = await yauzl.fromBufferPromise(await visitor.read(names[9_999] ?? ''))
    const entries: string[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry.fileName)
    expect(entries).toEqual(['202611220000-TeleMessage.mf'])
  })
})

describe('a listing', () => {
  const setFault = (fault: string, afterEntries = 0) =>
    site.control('PUT', '/knobs/site', { listings: { fault, afterEntries } })

  test('is refused from an entry on, and whole again afterwards', async () => {
    await setFault('permission-denied')
    await expect(visitor.names()).rejects.toThrow(/permission denied/i)
    await setFault('failure', 3)
    await expect(visitor.names()).rejects.toThrow(/failure/i)
    await setFault('none')
    expect(await visitor.names()).toHaveLength(6)
    expect((await counters()).faults).toEqual({ 'listing-permission-denied': 1, 'listing-failure': 1 })
  })

  test('is cut off with its connection', async () => {
    const other = await visit(site.login)
    await setFault('cut', 2)
    await expect(other.names()).rejects.toThrow(/closed the connection/)
    expect((await counters()).faults).toEqual({ 'listing-cut': 1 })
  })

  test('is never finished, while the connection answers other requests', async () => {
    const other = await visit(site.login)
    await setFault('stall', 2)
    const listing = other.names()
    listing.catch(() => undefined)
    await expect.poll(async () => (await counters()).faults).toEqual({ 'listing-stall': 1 })
    expect(await other.read('one.zip')).toEqual(CONTENT)
    other.end()
    await expect(listing).rejects.toThrow(/closed/)
  })
})

function typeOf(attributes: Stats): string {
  if (attributes.isDirectory()) return 'folder'
  if (attributes.isFile()) return 'file'
  if (attributes.isSymbolicLink()) return 'link'
  if (attributes.isFIFO()) return 'fifo'
  if (attributes.isSocket()) return 'socket'
  return attributes.isCharacterDevice() ? 'device' : 'unknown'
}

async function counters(): Promise<SiteCounters> {
  return (await site.control('GET', '/counters')).body.site as SiteCounters
}
