import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ssh2, {
  type Attributes,
  type Client,
  type ConnectConfig,
  type FileEntryWithStats,
  type SFTPWrapper,
} from 'ssh2'
import { startControl } from '#sandbox/control/start-control.ts'
import { completeSettings } from '#sandbox/settings.ts'
import { loadHostKey } from '#sandbox/state/host-key.ts'
import { startSftp } from '#sandbox/telemessage/start-sftp.ts'
import { changeHostKey } from './change-host-key.ts'

export type TestSite = Awaited<ReturnType<typeof startTestSite>>

/** A TeleMessage site and its control API alone, on free ports, with a folder of its own that goes when it closes. */
export async function startTestSite(given: { dir?: string; files?: Record<string, Buffer> } = {}) {
  const dir = given.dir ?? (await mkdtemp(join(tmpdir(), 'test-site-')))
  const settings = completeSettings({ dir, packagesDir: await mkdtemp(join(dir, 'packages-')) })
  for (const [name, content] of Object.entries(given.files ?? {})) {
    await writeFile(join(settings.packagesDir, name), content)
  }
  const site = await startSftp(settings, await hostKeyOf(dir))
  const control = await startControl(settings, [site.control])
  const stop = async () => {
    await control.close()
    await site.close()
  }
  return {
    dir,
    packagesDir: settings.packagesDir,
    hostKeyFingerprint: () => site.hostKeyFingerprint,
    login: {
      host: '127.0.0.1',
      port: site.port,
      username: settings.sftpUsername,
      password: settings.sftpPassword,
      readyTimeout: 20_000,
    } satisfies ConnectConfig,
    async control(method: string, path: string, body?: unknown) {
      const response = await fetch(`${control.url}${path}`, {
        method,
        ...(method === 'GET' || method === 'DELETE'
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    stop,
    async close() {
      await stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** The folder's own, or a new one. */
function hostKeyOf(dir: string) {
  return existsSync(join(dir, 'sftp-host-key')) ? loadHostKey(dir) : changeHostKey(dir, 'ed25519')
}

export type Visitor = {
  client: Client
  sftp: SFTPWrapper
  /** Every entry of a folder, `.` and `..` too. */
  entries(path?: string): Promise<FileEntryWithStats[]>
  names(path?: string): Promise<string[]>
  sizeOf(name: string): Promise<number>
  /** Reads a package in parallel reads and puts it together. */
  read(name: string, readsInFlight?: number): Promise<Buffer>
  end(): void
}

/** A client with an SFTP channel. Rejects as ssh2 does when the login or the channel is refused. */
export async function visit(config: ConnectConfig): Promise<Visitor> {
  const client = new ssh2.Client()
  // For good: an error event that nobody listens to would end the process.
  client.on('error', () => undefined)
  const lost = new Promise<never>((_resolve, reject) =>
    client.once('close', () => reject(new Error('The site closed the connection.'))),
  )
  lost.catch(() => undefined)
  const ask = <T>(send: (done: (error: Error | null | undefined, value: T) => void) => void) =>
    Promise.race([
      lost,
      new Promise<T>((resolve, reject) => send((error, value) => (error ? reject(error) : resolve(value)))),
    ])

  const ready = once(client, 'ready')
  client.connect(config).setNoDelay(true)
  await Promise.race([ready, lost])
  const sftp = await ask<SFTPWrapper>((done) => client.sftp(done))

  // Without the option, which its types do not know, ssh2 leaves `.` and `..` out.
  const readdir = sftp.readdir.bind(sftp) as unknown as (
    handle: Buffer,
    options: { full: true },
    done: (error: Error | null | undefined, entries: FileEntryWithStats[]) => void,
  ) => void
  const entries = async (path = '/outbox') => {
    const handle = await ask<Buffer>((done) => sftp.opendir(path, done))
    const found: FileEntryWithStats[] = []
    for (;;) {
      const more = await ask<FileEntryWithStats[]>((done) => readdir(handle, { full: true }, done)).catch(
        nullAtEnd,
      )
      if (!more) break
      found.push(...more)
    }
    await ask<void>((done) => sftp.close(handle, done as (error: unknown) => void))
    return found
  }
  const names = async (path = '/outbox') =>
    (await entries(path)).map((entry) => entry.filename).filter((name) => name !== '.' && name !== '..')

  return {
    client,
    sftp,
    entries,
    names,
    sizeOf: async (name) => (await ask<Attributes>((done) => sftp.stat(`/outbox/${name}`, done))).size,
    async read(name, readsInFlight = 64) {
      const handle = await ask<Buffer>((done) => sftp.open(`/outbox/${name}`, 'r', done))
      const { size } = await ask<Attributes>((done) => sftp.fstat(handle, done))
      const content = Buffer.alloc(size)
      let next = 0
      const takeParts = async () => {
        while (next < size) {
          const start = next
          next = Math.min(size, start + READ_BYTES)
          for (let at = start, end = next; at < end; ) {
            const count = await ask<number>((done) => sftp.read(handle, content, at, end - at, at, done))
            if (count === 0) throw new Error(`${name} ended at byte ${at}.`)
            at += count
          }
        }
      }
      await Promise.all(Array.from({ length: readsInFlight }, takeParts))
      await ask<void>((done) => sftp.close(handle, done as (error: unknown) => void))
      return content
    },
    end: () => client.end(),
  }
}

const READ_BYTES = 32 * 1024

function nullAtEnd(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === ssh2.utils.sftp.STATUS_CODE.EOF) return null
  throw error
}
