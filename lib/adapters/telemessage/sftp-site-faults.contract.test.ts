import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { SiteFile, SiteLogin, SiteSession } from '#lib/sync/ports/source-site.ts'
import { type Misbehaviour, startMisbehavingServer } from './sftp-server-for-tests.ts'
import { createSftpSite } from './sftp-site.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sftp-site-'))
})
afterAll(() => rm(folder, { recursive: true }))

const site = ({ requestTimeoutMs = 10_000 } = {}) =>
  createSftpSite({ allowedHosts: () => true, requestTimeoutMs })

const loginAt = (port: number, login: Partial<SiteLogin> = {}): SiteLogin => ({
  host: '127.0.0.1',
  port,
  folder: '/outbox',
  username: 'connector',
  credential: { method: 'password', password: 'right' },
  trustedHostKey: null,
  timeoutMs: 10_000,
  ...login,
})

const never = new AbortController().signal

async function trustedLogin(port: number, login: Partial<SiteLogin> = {}): Promise<SiteLogin> {
  const refused = await site().connect(loginAt(port), never)
  if (refused.ok || refused.reason !== 'host-key-unknown')
    throw new Error('The key was trusted without a word.')
  return loginAt(port, { trustedHostKey: refused.offeredHostKey, ...login })
}

async function serverThat(misbehaviour: Misbehaviour = {}) {
  const server = await startMisbehavingServer(misbehaviour)
  onTestFinished(() => server.close())
  return server
}

/** As the misbehaving server lists it. */
const fileOf = (sizeBytes: number): SiteFile => ({
  name: 'a.zip',
  sizeBytes,
  modifiedAt: new Date(1_700_000_000_000),
})

async function sessionWith(
  misbehaviour: Misbehaviour,
  options: { requestTimeoutMs?: number; signal?: AbortSignal } = {},
): Promise<SiteSession> {
  const { port } = await serverThat(misbehaviour)
  const opened = await site({ requestTimeoutMs: options.requestTimeoutMs ?? 10_000 }).connect(
    await trustedLogin(port),
    options.signal ?? never,
  )
  if (!opened.ok) throw new Error(opened.reason)
  onTestFinished(() => opened.session.close())
  return opened.session
}

describe('connecting to a site', () => {
  test('offers an unknown host key for a decision, before the password is sent', async () => {
    const { port, logins } = await serverThat()
    expect(await site().connect(loginAt(port), never)).toEqual({
      ok: false,
      reason: 'host-key-unknown',
      offeredHostKey: expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/),
      algorithm: expect.stringMatching(/^rsa-sha2|^ssh-rsa$/),
    })
    expect(logins).toEqual([])
  })

  test('refuses a changed host key before the password is sent', async () => {
    const { port, logins } = await serverThat()
    const trustedHostKey = `SHA256:${'A'.repeat(43)}`
    expect(await site().connect(loginAt(port, { trustedHostKey }), never)).toMatchObject({
      reason: 'host-key-changed',
    })
    expect(logins).toEqual([])
  })

  test('tries the password once and nothing else', async () => {
    const { port, logins } = await serverThat()
    const login = await trustedLogin(port, { credential: { method: 'password', password: 'wrong' } })
    expect(await site().connect(login, never)).toEqual({ ok: false, reason: 'login-refused' })
    expect(logins).toEqual(['password'])
  })

  test('tells a host that is not allowed, not there, or not listening', async () => {
    const strict = createSftpSite({
      allowedHosts: (host, port) => host === 'sftp.telemessage.com' && port === 22,
      requestTimeoutMs: 1_000,
    })
    expect(await strict.connect(loginAt(22), never)).toEqual({ ok: false, reason: 'host-not-allowed' })
    expect(await site().connect(loginAt(22, { host: 'no-such-host.invalid' }), never)).toEqual({
      ok: false,
      reason: 'host-not-found',
    })
    const server = await startMisbehavingServer()
    server.close()
    expect(await site().connect(loginAt(server.port), never)).toEqual({ ok: false, reason: 'unreachable' })
  })

  test('gives up on a server that accepts and says nothing, and on one that hangs up', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    const hangsUp = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await Promise.all([once(silent, 'listening'), once(hangsUp, 'listening')])
    const portOf = (server: typeof silent) => {
      const address = server.address()
      return typeof address === 'object' && address ? address.port : 0
    }
    expect(await site().connect(loginAt(portOf(silent), { timeoutMs: 200 }), never)).toEqual({
      ok: false,
      reason: 'timed-out',
    })
    expect(await site().connect(loginAt(portOf(hangsUp)), never)).toEqual({ ok: false, reason: 'no-ssh' })
    silent.close()
    hangsUp.close()
  })

  test.each(['/missing', '/secret'])('finds no folder %s', async (path) => {
    const { port } = await serverThat()
    expect(await site().connect(await trustedLogin(port, { folder: path }), never)).toEqual({
      ok: false,
      reason: 'folder-not-found',
    })
  })

  test('says that a server offers no SFTP', async () => {
    const { port } = await serverThat({ hasNoSftp: true })
    await expect(site().connect(await trustedLogin(port), never)).rejects.toMatchObject({
      code: 'site_without_sftp',
    })
  })

  test('stops when it is told to', async () => {
    const { port } = await serverThat()
    await expect(site().connect(loginAt(port), AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
  })
})

describe('a session', () => {
  test('lists regular files in the order of their names, each once, and says which cannot be asked for', async () => {
    const session = await sessionWith({
      names: [
        { filename: 'a.zip', mode: 0o100644 },
        { filename: 'line\nbreak.zip', mode: 0o100644 },
        { filename: 'bare.zip' },
        { filename: 'b.zip', mode: 0o100644 },
        { filename: 'a.zip', mode: 0o100644 },
        { filename: 'folder', mode: 0o040755 },
        { filename: 'link', mode: 0o120777 },
        { filename: '../../etc/passwd', mode: 0o100644 },
      ],
    })
    const seen = { sizeBytes: 5, modifiedAt: new Date(1_700_000_000_000) }
    expect(await session.list()).toEqual([
      { name: '../../etc/passwd', ...seen, unfit: 'file-name-unsafe' },
      { name: 'a.zip', ...seen },
      { name: 'b.zip', ...seen },
      { name: 'bare.zip', sizeBytes: 0, modifiedAt: new Date(0), unfit: 'attributes-missing' },
      { name: 'line\\x0abreak.zip', ...seen, unfit: 'file-name-unsafe' },
    ])
  })

  test.each<[string, string, Misbehaviour]>([
    [
      'a read that fails',
      'download-failed',
      {
        sizeAt: () => 1_000_000,
        onRead: ({ read, answer, fail }) => (read === 7 ? fail() : answer(Buffer.alloc(32_768))),
      },
    ],
    [
      'a file that grew since it was listed',
      'changed-while-reading',
      { sizeAt: () => 1_000_001, onRead: ({ answer }) => answer(Buffer.alloc(32_768)) },
    ],
    [
      'a file that grew meanwhile',
      'changed-while-reading',
      { sizeAt: (call) => 1_000_000 + call, onRead: ({ answer }) => answer(Buffer.alloc(32_768)) },
    ],
    [
      'a file that is shorter than the site says',
      'changed-while-reading',
      {
        sizeAt: () => 1_000_000,
        onRead: ({ read, answer, end }) => (read > 7 ? end() : answer(Buffer.alloc(32_768))),
      },
    ],
  ])('refuses %s and leaves nothing behind', async (_, reason, misbehaviour) => {
    const session = await sessionWith(misbehaviour)
    const target = join(folder, crypto.randomUUID())
    expect(await session.download(fileOf(1_000_000), target, 10_000_000)).toMatchObject({ ok: false, reason })
    expect(existsSync(target)).toBe(false)
  })

  test('is over when the connection breaks, and leaves nothing behind', async () => {
    const session = await sessionWith({
      sizeAt: () => 1_000_000,
      onRead: ({ read, answer, drop }) => (read === 7 ? drop() : answer(Buffer.alloc(32_768))),
    })
    const target = join(folder, crypto.randomUUID())
    await expect(session.download(fileOf(1_000_000), target, 10_000_000)).rejects.toMatchObject({
      code: 'site_connection_lost',
    })
    expect(existsSync(target)).toBe(false)
  })

  test('does not wait for ever on a read that is never answered', async () => {
    const session = await sessionWith({ sizeAt: () => 1_000, onRead: () => {} }, { requestTimeoutMs: 1_500 })
    const target = join(folder, crypto.randomUUID())
    await expect(session.download(fileOf(1_000), target, 10_000)).rejects.toMatchObject({
      code: 'site_timed_out',
    })
    expect(existsSync(target)).toBe(false)
  })

  test('stops in the middle of a download when it is told to', async () => {
    const controller = new AbortController()
    const session = await sessionWith(
      { sizeAt: () => 1_000, onRead: () => controller.abort(new Error('stop')) },
      { signal: controller.signal },
    )
    await expect(session.download(fileOf(1_000), join(folder, 'aborted'), 10_000)).rejects.toThrow('stop')
  })

  test.each(['../a.zip', 'a/b.zip', '', '..', 'a\u0000b'])(
    'takes no path %j for a file name',
    async (name) => {
      const session = await sessionWith({})
      await expect(session.download({ ...fileOf(5), name }, join(folder, 'x'), 10)).rejects.toMatchObject({
        code: 'site_file_name_unsafe',
      })
    },
  )

  test('puts short answers together', async () => {
    const session = await sessionWith({
      sizeAt: () => 70_000,
      onRead: ({ answer }) => answer(Buffer.alloc(1_000, 'x')),
    })
    const target = join(folder, crypto.randomUUID())
    expect(await session.download(fileOf(70_000), target, 100_000)).toEqual({
      ok: true,
      sizeBytes: 70_000,
      sha256: createHash('sha256').update('x'.repeat(70_000)).digest('hex'),
    })
  })
})
