import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MailboxContents } from '#sandbox/control/mailbox-contents.ts'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import { type RunningSandbox, startSandbox } from '#sandbox/start-sandbox.ts'
import { createGraphCaller, fetchAppToken } from '#sandbox/test-support/graph-caller.ts'
import { fileAttachment, importedMessage } from '#sandbox/test-support/sample-message.ts'
import { trustCa } from '#sandbox/trust-ca.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const FREE_PORTS = {
  SANDBOX_ENTRA_PORT: '0',
  SANDBOX_ENTRA_TLS_PORT: '0',
  SANDBOX_GRAPH_PORT: '0',
  SANDBOX_UPLOAD_PORT: '0',
  SANDBOX_SFTP_PORT: '0',
  SANDBOX_CONTROL_PORT: '0',
  SANDBOX_SMTP_PORT: '0',
  SANDBOX_WEBHOOK_PORT: '0',
}

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sandbox-restart-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('a restarted sandbox', () => {
  test('is the same: keys, certificates, people, mailboxes, packages', async () => {
    const first = await startSandbox({ dir })
    trustCa(first.caPem)
    const call = await createGraphCaller(first)
    const path = 'users/wang.lei@contoso.example/mailFolders/inbox/messages'
    const made = await call('POST', path, importedMessage())
    const packages = await readdir(first.packagesDir)
    await first.close()

    const second = await startSandbox({ dir, graphPort: Number(new URL(first.graphUrl).port) })
    try {
      expect(second.caPem).toBe(first.caPem)
      expect(second.sftp.hostKeyFingerprint).toBe(first.sftp.hostKeyFingerprint)
      expect(await readdir(second.packagesDir)).toEqual(packages)
      const again = await createGraphCaller(second)
      expect((await again('GET', `${path}/${made.body.id}`)).body.subject).toBe(importedMessage().subject)
    } finally {
      await second.close()
    }
  })
})

test('a folder that another version wrote is refused, with what to do', async () => {
  const database = new DatabaseSync(join(dir, 'sandbox.sqlite'))
  database.exec('CREATE TABLE messages (id TEXT)')
  database.close()
  await expect(startSandbox({ dir })).rejects.toThrow(/was written by another version\. Remove it/)
})

describe('the sandbox process', () => {
  test('says where it is when it is ready, keeps secrets to itself, and ends on SIGTERM', async () => {
    const child = start(FREE_PORTS)
    const line = await firstLine(child)
    const ready = JSON.parse(line) as Record<string, string>
    expect(ready).toMatchObject({ ready: true, caPath: join(dir, 'ca.pem') })
    expect(line).not.toContain('Sandbox-Password-1')
    expect(line).not.toContain('sandbox-client-secret')
    expect((await fetch(`${ready.controlUrl}/health`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('names the port that is taken and the variable to change, and ends', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const { port } = blocker.address() as { port: number }
    const child = start({ ...FREE_PORTS, SANDBOX_SFTP_PORT: String(port) })
    const [[status], message] = await Promise.all([once(child, 'exit'), firstLine(child, 'stderr')])
    blocker.close()
    expect(status).toBe(1)
    expect(message).toContain(`Port ${port} is taken`)
    expect(message).toContain('SANDBOX_SFTP_PORT')
  })

  test('names the setting that is wrong, and ends', async () => {
    const child = start({ ...FREE_PORTS, SANDBOX_TENANT_ID: 'contoso' })
    const chunks: string[] = []
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(chunks.join('')).toContain('SANDBOX_TENANT_ID')
  })
})

describe('a sandbox that was killed', () => {
  test('still has every message that it answered for, with its attachments and changes', async () => {
    const child = start(FREE_PORTS)
    const ready = JSON.parse(await firstLine(child)) as RunningSandbox
    trustCa(await readFile(join(dir, 'ca.pem'), 'utf8'))
    const identities = { ...ready, ...SANDBOX_IDENTITIES }
    const call = await createGraphCaller(identities as RunningSandbox)
    const user = 'users/wang.lei@contoso.example'
    const folder = await call('POST', `${user}/mailFolders`, { displayName: 'WeChat Archiver' })
    const inFolder = `${user}/mailFolders/${folder.body.id}/messages`
    const ids: unknown[] = []
    for (let number = 0; number < 30; number += 1) {
      const message = importedMessage({ subject: `第 ${number} 条`, attachments: [fileAttachment()] })
      ids.push((await call('POST', inFolder, message, { prefer: 'IdType="ImmutableId"' })).body.id)
    }
    await call('PATCH', `${user}/messages/${ids[3]}`, { categories: ['changed'] })
    await call('POST', `${user}/messages/${ids[4]}/attachments`, fileAttachment({ name: 'second.pdf' }))
    child.kill('SIGKILL')
    await once(child, 'exit')

    const again = await startSandbox({ dir })
    try {
      const response = await fetch(`${again.controlUrl}/mailboxes?user=wang.lei@contoso.example`)
      const [mailbox] = (await response.json()) as MailboxContents[]
      const messages = mailbox?.folders.find((one) => one.displayName === 'WeChat Archiver')?.messages ?? []
      expect(messages.map(({ subject }) => subject).toSorted()).toEqual(
        ids.map((_id, number) => `第 ${number} 条`).toSorted(),
      )
      const message = (number: number) => messages.find(({ subject }) => subject === `第 ${number} 条`)
      expect(message(3)?.categories).toEqual(['changed'])
      expect(message(4)?.attachments.map(({ name }) => name)).toEqual(['报价.pdf', 'second.pdf'])
    } finally {
      await again.close()
    }
  })
})

test('two sandboxes do not accept each other’s tokens', async () => {
  const other = await mkdtemp(join(tmpdir(), 'sandbox-other-'))
  const [one, two] = [await startSandbox({ dir }), await startSandbox({ dir: other })]
  try {
    trustCa(one.caPem)
    trustCa(two.caPem)
    const token = await fetchAppToken(one)
    const response = await fetch(`${two.graphUrl}/v1.0/users`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(401)
  } finally {
    await Promise.all([one.close(), two.close()])
    await rm(other, { recursive: true, force: true })
  }
})

function start(variables: Record<string, string>) {
  return spawn(process.execPath, [MAIN], {
    env: { ...process.env, SANDBOX_DIR: dir, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function firstLine(
  child: ReturnType<typeof start>,
  stream: 'stdout' | 'stderr' = 'stdout',
): Promise<string> {
  let text = ''
  for await (const chunk of child[stream]) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}
