import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import type { WriteOutcome } from '#lib/sync/ports/mailbox-writer.ts'
import { hostileMessages } from '#sandbox/generator/hostile-messages.ts'
import { startSandbox } from '#sandbox/start-sandbox.ts'
import { trustCa } from '#sandbox/trust-ca.ts'
import { openSandboxGraph } from '#scripts/test-support/sandbox-graph.ts'
import type { GraphMailboxWriter } from './graph-mailbox-writer.ts'

/** Megan Bowen of the sandbox's directory. */
const MEGAN_OBJECT_ID = 'a0000000-0000-4000-8000-000000000001'
/** What the writer itself says before anything is sent; every other refusal would be a request that Graph refused. */
const OWN_REFUSALS = ['too-large-for-one-request']
const CORPUS = join(import.meta.dirname, '../../../../shared/corpus')

let folder: string
let sandbox: Awaited<ReturnType<typeof startSandbox>>
let writer: GraphMailboxWriter
let folderId: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graph-hostile-'))
  sandbox = await startSandbox({ dir: folder })
  trustCa(sandbox.caPem)
  ;({ writer } = openSandboxGraph(sandbox))
  const made = await writer.ensureFolder(MEGAN_OBJECT_ID, 'WeChat Archiver', null)
  if (!made.ok) throw new Error(made.outcome.outcome)
  folderId = made.folderId
})
afterAll(async () => {
  await sandbox?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the writer never sends what Graph refuses', () => {
  test('of hostile messages', async () => {
    const deliverable = hostileMessages('2026-11-21').filter((message) => message.expected === 'delivered')
    expect(deliverable.length).toBeGreaterThan(50)
    const outcomes = []
    for (const { name, eml } of deliverable) outcomes.push({ name, outcome: summary(await write(name, eml)) })
    expect(
      outcomes.filter(({ outcome }) => outcome !== 'created' && !OWN_REFUSALS.includes(outcome)),
    ).toEqual([])
  })

  test('of real messages', async (context) => {
    const paths = await corpusFiles()
    if (paths.length === 0) context.skip('no real messages in ../shared/corpus')
    const refused = []
    for (const path of paths) {
      const outcome = summary(await write(path, await readFile(path)))
      if (outcome !== 'created' && !OWN_REFUSALS.includes(outcome)) refused.push({ path, outcome })
    }
    expect(refused).toEqual([])
  })
})

async function write(key: string, eml: Uint8Array): Promise<WriteOutcome> {
  return writer.create(MEGAN_OBJECT_ID, folderId, {
    message: await mimeMessageFormat.decode(eml),
    messageClass: 'IPM.ExternalData.WeChatArchiver',
    deliveryKey: key,
    category: 'Chat',
    receivedAt: new Date('2026-11-21T08:00:00Z'),
    notes: [],
  })
}

function summary(outcome: WriteOutcome): string {
  return outcome.outcome === 'refused' ? outcome.code : outcome.outcome
}

async function corpusFiles(): Promise<string[]> {
  const names = await readdir(CORPUS, { recursive: true }).catch(() => [])
  const paths = names.filter((name) => /\.(eml|raw)$/.test(name)).map((name) => join(CORPUS, name))
  const files = await Promise.all(paths.map(async (path) => ({ path, isFile: (await stat(path)).isFile() })))
  return files.filter((file) => file.isFile).map((file) => file.path)
}
