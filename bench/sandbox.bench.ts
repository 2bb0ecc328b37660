import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import type { Bench } from '#scripts/bench.ts'
import { roundFigure } from './round-figure.ts'

const CREATES = 10_000
const BATCHES = 400
const PARTS = 20
/** The compiler has seen everything by then. */
const WARM_UP_CREATES = 5_000
const ROUNDS = 3
const BODY_BYTES = 9_000
/** Object ids of seed people with a mailbox; several, as in a day, and enough for four parts of each in a batch. */
const MAILBOXES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(
  (number) => `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
)

export const bench: Bench = {
  description: `What the sandbox's Graph costs: CPU of its process per message created over one connection, alone and in batches of ${PARTS}, beside a bare https server that sends the same bytes back`,
  async run() {
    const dir = await mkdtemp(join(tmpdir(), 'sandbox-bench-'))
    const sandbox = await startSandboxProcess(dir)
    const bare = await startBareServer(dir)
    try {
      await sandbox.control('PUT', '/knobs/graph', {
        limits: { requestsPer10Minutes: null, uploadBytesPer5Minutes: null },
      })
      const creates = () => repeat(CREATES, (index) => sandbox.graph(inboxOf(index), composeMessage(index)))
      const batches = () => repeat(BATCHES, (index) => sandbox.graph('/$batch', composeBatch(index)))
      await repeat(WARM_UP_CREATES, (index) => sandbox.graph(inboxOf(index), composeMessage(index)))
      await batches()
      const echoes = () => repeat(CREATES, (index) => bare.echo(composeMessage(index)))
      await echoes()
      return {
        meanMessageBytes: Buffer.byteLength(JSON.stringify(composeMessage(0))),
        cpuMsPerBareEcho: await cpuMs(bare, echoes, CREATES),
        cpuMsPerCreate: await cpuMs(sandbox, creates, CREATES),
        cpuMsPerBatchPart: await cpuMs(sandbox, batches, BATCHES * PARTS),
      }
    } finally {
      await bare.close()
      await sandbox.close()
      await rm(dir, { recursive: true, force: true })
    }
  },
}

/** The least of some rounds: whatever else the machine did only adds. */
async function cpuMs(
  server: { cpuMs(): Promise<number> },
  work: () => Promise<void>,
  count: number,
): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await server.cpuMs()
    await work()
    rounds.push((await server.cpuMs()) - before)
  }
  return roundFigure(Math.min(...rounds) / count)
}

async function repeat(count: number, work: (index: number) => Promise<void>): Promise<void> {
  for (let index = 0; index < count; index += 1) await work(index)
}

async function startSandboxProcess(dir: string) {
  const main = fileURLToPath(new URL('../sandbox/main.ts', import.meta.url))
  const freePorts = ['ENTRA', 'ENTRA_TLS', 'GRAPH', 'UPLOAD', 'SFTP', 'CONTROL', 'SMTP', 'WEBHOOK'].map(
    (name) => [`SANDBOX_${name}_PORT`, '0'],
  )
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, SANDBOX_DIR: dir, ...Object.fromEntries(freePorts) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const ready = JSON.parse(line) as Record<'controlUrl' | 'graphUrl' | 'entraTlsUrl' | 'caPath', string>
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: await readFile(ready.caPath) })
  const { access_token: token } = JSON.parse(
    await send(
      agent,
      `${ready.entraTlsUrl}/${SANDBOX_IDENTITIES.tenantId}/oauth2/v2.0/token`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: SANDBOX_IDENTITIES.clientId,
        client_secret: SANDBOX_IDENTITIES.clientSecret,
        scope: `${ready.graphUrl}/.default`,
      }).toString(),
    ),
  ) as { access_token: string }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(ready.controlUrl + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`The control API answered ${response.status}.`)
    return response.json()
  }
  return {
    control,
    async graph(path: string, body: unknown): Promise<void> {
      const text = await send(agent, `${ready.graphUrl}/v1.0${path}`, headers, JSON.stringify(body))
      if (/"status":[45]/.test(text.slice(0, 400))) throw new Error(`A part failed: ${text.slice(0, 400)}`)
    },
    async cpuMs(): Promise<number> {
      const counters = (await control('GET', '/counters')) as { process: { cpuMs: number } }
      return counters.process.cpuMs
    },
    async close(): Promise<void> {
      agent.destroy()
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

async function startBareServer(dir: string) {
  const main = fileURLToPath(new URL('bare-https-server.ts', import.meta.url))
  const child = spawn(process.execPath, [main, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: await readFile(join(dir, 'ca.pem')) })
  return {
    async echo(body: unknown): Promise<void> {
      await send(agent, url, { 'content-type': 'application/json' }, JSON.stringify(body))
    },
    async cpuMs(): Promise<number> {
      return (JSON.parse(await send(agent, url, {}, '', 'GET')) as { cpuMs: number }).cpuMs
    },
    async close(): Promise<void> {
      agent.destroy()
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

function send(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  body: string,
  method = 'POST',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { agent, method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          if ((answer.statusCode ?? 0) < 300) resolve(text)
          else reject(new Error(`${answer.statusCode} ${text.slice(0, 300)}`))
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function inboxOf(index: number): string {
  return `/users/${MAILBOXES[index % MAILBOXES.length]}/mailFolders/inbox/messages`
}

function composeBatch(index: number) {
  return {
    requests: Array.from({ length: PARTS }, (_, part) => ({
      id: String(part),
      method: 'POST',
      url: inboxOf(part),
      headers: { 'Content-Type': 'application/json' },
      body: composeMessage(index * PARTS + part),
    })),
  }
}

function composeMessage(index: number) {
  const recipient = (name: string, address: string) => ({ emailAddress: { name, address } })
  const line = `第 ${index} 条消息：明天上午十点开会。 Message ${index}: the meeting is at ten tomorrow.\n`
  return {
    subject: `WeChat message ${index}`,
    body: { contentType: 'text', content: line.repeat(Math.ceil(BODY_BYTES / Buffer.byteLength(line))) },
    from: recipient('陈静 8613800138001', 'chen.jing@contoso.example'),
    toRecipients: [recipient('Adele Vance 442079460106', 'adele.vance@contoso.example')],
    internetMessageId: `<bench-${index}-${performance.now()}@archive.telemessage.example>`,
    categories: ['WeChat chat'],
    singleValueExtendedProperties: [
      { id: 'Integer 0x0E07', value: '1' },
      { id: 'SystemTime 0x0039', value: '2026-11-20T08:00:00Z' },
      { id: 'SystemTime 0x0E06', value: '2026-11-20T08:00:05Z' },
      { id: 'String 0x001A', value: 'IPM.ExternalData.WeChatArchiver' },
      {
        id: 'String {8f6a5f0e-2f0b-4b6e-9a3e-6d1c2b3a4f50} Name ArchiveDeliveryKey',
        value: `${index}-${performance.now()}`.padEnd(64, '0'),
      },
    ],
  }
}
