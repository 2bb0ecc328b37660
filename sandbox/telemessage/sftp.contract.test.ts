import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import SftpClient from 'ssh2-sftp-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestSite, type TestSite } from './site/site-for-tests.ts'

const LARGE = randomBytes(3 * 1024 * 1024 + 17)

let dir: string
let site: TestSite
const client = new SftpClient()

beforeAll(async () => {
  site = await startTestSite({
    files: { 'large.zip': LARGE, '包.zip': Buffer.from('x'), '.being-written.zip': Buffer.from('x') },
  })
  dir = site.dir
  await mkdir(join(site.packagesDir, 'a-folder'))
  await writeFile(join(dir, 'secret.txt'), 'not for you')
  await symlink(join(dir, 'secret.txt'), join(site.packagesDir, 'link.zip'))
  await client.connect(site.login)
})
afterAll(async () => {
  await client.end()
  await site.close()
})

describe('the site', () => {
  test('shows an outbox with what lies in the packages folder', async () => {
    expect((await client.list('/')).map((file) => [file.type, file.name])).toEqual([['d', 'outbox']])
    const found = (await client.list('/outbox')).map((file) => [file.type, file.name])
    expect(found.filter(([, name]) => name !== '.' && name !== '..').sort()).toEqual([
      ['-', '.being-written.zip'],
      ['-', 'large.zip'],
      ['-', '包.zip'],
      ['d', 'a-folder'],
      ['l', 'link.zip'],
    ])
  })

  test('lists more packages than fit into one reply', async () => {
    const names = Array.from({ length: 250 }, (_, number) => `many-${number}.zip`)
    await Promise.all(names.map((name) => writeFile(join(site.packagesDir, name), 'x')))
    const listed = (await client.list('/outbox', (file) => file.name.startsWith('many-'))).map(
      (file) => file.name,
    )
    await Promise.all(names.map((name) => rm(join(site.packagesDir, name))))
    expect(listed.sort()).toEqual(names.sort())
  })

  test('gives a package byte for byte, by parallel reads', async () => {
    const to = join(dir, 'fetched.zip')
    await client.fastGet('/outbox/large.zip', to, { concurrency: 64, chunkSize: 32_768 })
    expect(sha256(await readFile(to))).toBe(sha256(LARGE))
  })

  test('gives a package as a stream of reads too', async () => {
    expect(sha256((await client.get('/outbox/large.zip')) as Buffer)).toBe(sha256(LARGE))
  })

  test.each([
    '/outbox/../../secret.txt',
    '/outbox/..%2f..%2fsecret.txt',
    '/outbox/./../../../../../../../etc/passwd',
    '/outbox/link.zip',
    '/outbox/missing.zip',
    '/etc/passwd',
  ])('has no file %s', async (path) => {
    await expect(client.get(path)).rejects.toThrow(/no such file/i)
  })

  test('has no other folder', async () => {
    await expect(client.list('/inbox')).rejects.toThrow(/no such file/i)
    expect(await client.exists('/outbox/nothing')).toBe(false)
  })

  test('cannot be written to', async () => {
    await expect(client.put(Buffer.from('x'), '/outbox/new.zip')).rejects.toThrow(/permission denied/i)
    await expect(client.delete('/outbox/large.zip')).rejects.toThrow()
    await expect(client.rename('/outbox/large.zip', '/outbox/other.zip')).rejects.toThrow()
    await expect(client.mkdir('/outbox/new')).rejects.toThrow()
    expect((await readFile(join(site.packagesDir, 'large.zip'))).length).toBe(LARGE.length)
  })
})

describe('a login', () => {
  test.each([
    ['with the wrong password', { password: 'wrong' }],
    ['with an empty password', { password: '' }],
    ['of another user', { username: 'root' }],
  ])('%s is refused', async (_how, overrides) => {
    const stranger = new SftpClient()
    await expect(stranger.connect({ ...site.login, ...overrides })).rejects.toThrow(/authentication/i)
    await stranger.end()
  })

  test('sees the host key whose fingerprint the site names', async () => {
    const offered: string[] = []
    const visitor = new SftpClient()
    await visitor.connect({
      ...site.login,
      hostVerifier: (key: Buffer) => {
        offered.push(`SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`)
        return true
      },
    })
    await visitor.end()
    expect(offered).toEqual([site.hostKeyFingerprint()])
  })
})

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
