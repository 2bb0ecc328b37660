import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SiteFile, SiteLogin, SiteSession } from '#lib/sync/ports/source-site.ts'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import { startSandbox } from '#sandbox/start-sandbox.ts'
import { makePackage } from '#sandbox/telemessage/make-package.ts'
import { createZipPackageFormat } from './package-zip.ts'
import { createSftpSite } from './sftp-site.ts'

const LARGE = randomBytes(20 * 1024 * 1024 + 17)
const never = new AbortController().signal

let folder: string
let packagesDir: string
let packageName: string
let sandbox: Awaited<ReturnType<typeof startSandbox>>
let login: SiteLogin
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-'))
  packagesDir = join(folder, 'packages')
  await mkdir(join(packagesDir, 'a-folder'), { recursive: true })
  const message = Buffer.from('From: a@contoso.example\r\nSubject: 微信\r\n\r\nhello')
  const path = await makePackage(
    packagesDir,
    [{ name: 'one.eml', content: message }],
    new Date('2026-11-22T05:00:00Z'),
  )
  packageName = path.slice(packagesDir.length + 1)
  await writeFile(join(packagesDir, 'large.zip'), LARGE)
  await writeFile(join(packagesDir, 'empty.zip'), '')
  sandbox = await startSandbox({ dir: join(folder, 'state'), packagesDir })
  login = {
    host: sandbox.sftp.host,
    port: sandbox.sftp.port,
    folder: '/outbox',
    username: SANDBOX_IDENTITIES.sftpUsername,
    credential: { method: 'password', password: SANDBOX_IDENTITIES.sftpPassword },
    trustedHostKey: sandbox.sftp.hostKeyFingerprint,
    timeoutMs: 20_000,
  }
})
afterAll(async () => {
  await sandbox?.close()
  await rm(folder, { recursive: true, force: true })
})

const site = createSftpSite({ allowedHosts: () => true, requestTimeoutMs: 20_000 })

async function session() {
  const opened = await site.connect(login, never)
  if (!opened.ok) throw new Error(opened.reason)
  return opened.session
}

describe('the TeleMessage site of the sandbox', () => {
  test('offers the host key that it prints', async () => {
    expect(await site.connect({ ...login, trustedHostKey: null }, never)).toEqual({
      ok: false,
      reason: 'host-key-unknown',
      offeredHostKey: sandbox.sftp.hostKeyFingerprint,
      algorithm: 'ssh-ed25519',
    })
  })

  test('refuses a wrong password and a folder that is not there', async () => {
    expect(
      await site.connect({ ...login, credential: { method: 'password', password: 'wrong' } }, never),
    ).toEqual({
      ok: false,
      reason: 'login-refused',
    })
    expect(await site.connect({ ...login, folder: '/inbox' }, never)).toEqual({
      ok: false,
      reason: 'folder-not-found',
    })
  })

  test('lists the packages, and no folders', async () => {
    const open = await session()
    expect(open.hostKey).toBe(sandbox.sftp.hostKeyFingerprint)
    const files = await open.list()
    await open.close()
    expect(files.map((file) => file.name)).toEqual([packageName, 'empty.zip', 'large.zip'])
    expect(files[2]).toEqual({ name: 'large.zip', sizeBytes: LARGE.length, modifiedAt: expect.any(Date) })
  })

  test('gives large and empty files byte for byte, and their hash', async () => {
    const open = await session()
    for (const [name, content] of [
      ['large.zip', LARGE],
      ['empty.zip', Buffer.alloc(0)],
    ] as const) {
      const target = join(folder, `got-${name}`)
      expect(await open.download(await listed(open, name), target, LARGE.length)).toEqual({
        ok: true,
        sizeBytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
      })
      expect((await readFile(target)).equals(content)).toBe(true)
    }
    await open.close()
  })

  test('delivers packages that open', async () => {
    const open = await session()
    const target = join(folder, 'package.zip')
    await open.download(await listed(open, packageName), target, 1_000_000)
    await open.close()
    const opened = await createZipPackageFormat().open(target)
    if (!opened.ok) throw new Error(opened.detail)
    const [entry] = opened.package.entries
    expect(entry?.name).toBe('one.eml')
    await opened.package.close()
  })

  test('is refused for a file that is over the limit or gone', async () => {
    const open = await session()
    const target = join(folder, 'refused')
    const large = await listed(open, 'large.zip')
    expect(await open.download(large, target, 1_000)).toMatchObject({ ok: false, reason: 'too-large' })
    expect(await open.download({ ...large, name: 'gone.zip' }, target, LARGE.length)).toMatchObject({
      ok: false,
      reason: 'download-failed',
    })
    // The session goes on.
    expect(await open.download(large, target, LARGE.length)).toMatchObject({ ok: true })
    await open.close()
  })

  test('is refused for a file that is not the listed one any more', async () => {
    const open = await session()
    const target = join(folder, 'changed')
    const large = await listed(open, 'large.zip')
    for (const before of [
      { ...large, sizeBytes: LARGE.length - 1 },
      { ...large, modifiedAt: new Date(large.modifiedAt.getTime() - 1_000) },
    ]) {
      expect(await open.download(before, target, LARGE.length)).toMatchObject({
        ok: false,
        reason: 'changed-while-reading',
      })
      expect(existsSync(target)).toBe(false)
    }
    await open.close()
  })
})

async function listed(session: SiteSession, name: string): Promise<SiteFile> {
  const found = (await session.list()).find((file) => file.name === name)
  if (!found) throw new Error(`${name} is not on the site.`)
  return found
}
