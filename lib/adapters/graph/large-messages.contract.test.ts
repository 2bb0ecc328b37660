import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ArchivedAttachment } from '#lib/domain/archived-message.ts'
import { attachOriginal } from '#lib/domain/attach-original.ts'
import { listDoubles } from '#lib/sync/list-doubles.ts'
import type { CompleteOutcome, MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'
import {
  folderOf,
  messageWithKey,
  openSandboxGraph,
  type SandboxGraph,
} from '#scripts/test-support/sandbox-graph.ts'

const OWNER = 'wang.lei@contoso.example'
const PUT = 'PUT uploadSession'
const POST_ATTACHMENT = 'POST users/:user/messages/:message/attachments'

let sandbox: RunningSandbox
let control: ControlCaller
let graph: SandboxGraph
let mailbox: { objectId: string; folderId: string }

beforeAll(async () => {
  sandbox = await startTestSandbox()
  control = createControlCaller(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await control('PATCH', '/users/wang.lei@contoso.example', { maxMessageBytes: null })
  await control('POST', '/reset', { mailboxes: true })
  graph = openSandboxGraph(sandbox)
  mailbox = await folderOf(graph, 'wang.lei')
  await control('POST', '/reset', {})
})

describe('a message that does not fit one request', () => {
  test('is received at once and then gets every byte of its attachments', async () => {
    const files = [
      stored('film.mp4', 7_000_000),
      file('a.pdf', 2_000_000),
      file('b.pdf', 2_000_000),
      file('c.png', 10),
      stored('on-disk.txt', 20_000),
      stored('exactly-three-pieces.bin', 3 * 3_276_800),
    ]
    const { messageId, outcome } = await deliver(files)
    expect(outcome).toEqual({ outcome: 'complete', messageId })
    const [message] = await messagesThere()
    expect(message).toMatchObject({ isDraft: false, isRead: true, hasAttachments: true })
    expect(byName(message?.attachments ?? [])).toEqual(byName(await Promise.all(files.map(described))))
    const { routes, largestInFlight } = await counters()
    expect(routes[PUT]).toEqual({ 200: { requests: 4, parts: 0 }, 201: { requests: 2, parts: 0 } })
    expect(Object.values(largestInFlight).every((most) => most <= 4)).toBe(true)
  })

  test('is only looked at when it is complete', async () => {
    const { message, messageId } = await deliver([stored('film.mp4', 3_500_000), file('a', 5), file('a', 5)])
    const before = await counters()
    expect(await graph.writer.complete(mailbox.objectId, messageId, message)).toEqual({
      outcome: 'complete',
      messageId,
    })
    expect((await counters()).routes[PUT]).toEqual(before.routes[PUT])
    expect((await messagesThere())[0]?.attachments).toHaveLength(3)
  })

  test('names what Exchange has no room for, and has all the others', async () => {
    await control('PATCH', '/users/wang.lei@contoso.example', { maxMessageBytes: 5_000_000 })
    const { outcome } = await deliver([stored('film.mp4', 6_000_000), file('a', 5), stored('b.txt', 900)])
    expect(outcome).toMatchObject({
      outcome: 'partial',
      code: 'ErrorMessageSizeExceeded',
      detail: expect.stringContaining('film.mp4 (6000000 bytes)'),
    })
    expect((await messagesThere())[0]?.attachments.map(({ name }) => name)).toEqual(['a', 'b.txt'])
  })

  test('has 250 of more attachments, and the names of the others in its text', async () => {
    const { outcome } = await deliver(Array.from({ length: 253 }, (_, n) => file(`f-${n}.txt`, 3)))
    expect(outcome).toMatchObject({ outcome: 'partial', code: 'too-many-attachments' })
    const [message] = await messagesThere()
    expect(message?.attachments).toHaveLength(250)
    expect(JSON.stringify(message)).toContain('f-252.txt')
  })

  test('is not made again after its owner removed it', async () => {
    const { message, messageId } = await create([stored('film.mp4', 3_500_000)])
    await control('POST', '/reset', { mailboxes: true })
    expect(await graph.writer.complete(mailbox.objectId, messageId, message)).toMatchObject({
      outcome: 'partial',
      code: 'removed-before-complete',
    })
  })
})

describe('the original of a message', () => {
  const within = 150 * 1024 * 1024
  const attached = (files: ArchivedAttachment[], original: ArchivedAttachment) =>
    attachOriginal(messageWithKey('k', { attachments: files }).message, original.content, within).message
      .attachments

  test('is attached byte by byte in the request that makes the message, when it fits', async () => {
    const files = attached([file('a.pdf', 100)], file('', 40_000))
    const message = messageWithKey('small', { attachments: files })
    const created = await graph.writer.create(mailbox.objectId, mailbox.folderId, message)
    expect(created).toMatchObject({ outcome: 'created', isComplete: true })
    const [there] = await messagesThere()
    expect(there?.attachments).toEqual(await Promise.all(files.map(described)))
    expect(there?.attachments[1]).toMatchObject({ name: 'original.eml', contentType: 'message/rfc822' })
  })

  test('goes through an upload session as it is read, from 3 MB on, and is not sent twice', async () => {
    const files = attached([stored('film.mp4', 4_000_000)], stored('', 5_500_000))
    const { message, messageId } = await deliver(files)
    expect((await messagesThere())[0]?.attachments).toEqual(await Promise.all(files.map(described)))
    const before = (await counters()).routes[PUT]
    expect(await graph.writer.complete(mailbox.objectId, messageId, message)).toMatchObject({
      outcome: 'complete',
    })
    expect((await counters()).routes[PUT]).toEqual(before)
  })
})

test('whoever may not go on sends no further piece of an upload, and no further attachment', async () => {
  const { message, messageId } = await create([stored('film.mp4', 8_000_000), stored('b.txt', 2_000)])
  const lost = new Error('Another worker has taken over.')
  let proofs = 0
  const beforeSend = async () => {
    proofs += 1
    if (proofs > 2) throw lost
  }
  await expect(graph.writer.complete(mailbox.objectId, messageId, message, beforeSend)).rejects.toBe(lost)
  const { routes } = await counters()
  expect(routes[PUT]).toEqual({ 200: { requests: 2, parts: 0 } })
  expect(routes[POST_ATTACHMENT]).toBeUndefined()
})

describe('an upload', () => {
  test.each(['before503', 'after503', 'beforeCut', 'afterCut', 'after504', 'late503'])(
    'goes on from what has arrived when a piece meets %s',
    async (fault) => {
      await faultsAt({ match: PUT, n: 2, fault }, 100)
      await expectWhole([stored('film.mp4', 8_000_000)])
    },
  )

  test.each(['afterCut', 'after503'])('is not sent twice when the last answer is lost: %s', async (fault) => {
    await faultsAt({ match: PUT, n: 3, fault })
    await expectWhole([stored('film.mp4', 8_000_000)])
    expect((await counters()).routes[PUT]).toMatchObject({ 200: { requests: 2 } })
  })

  test('begins again when its session has expired', async () => {
    await control('PATCH', '/knobs/graph', { limits: { uploadSessionSeconds: 0.001 } })
    const files = [stored('film.mp4', 4_000_000)]
    const { message, messageId } = await create(files)
    expect(await graph.writer.complete(mailbox.objectId, messageId, message)).toMatchObject({
      outcome: 'unknown',
    })
    await control('PATCH', '/knobs/graph', { limits: { uploadSessionSeconds: 3_600 } })
    expect(await graph.writer.complete(mailbox.objectId, messageId, message)).toMatchObject({
      outcome: 'complete',
    })
    expect((await messagesThere())[0]?.attachments).toEqual(await Promise.all(files.map(described)))
  })

  test('that is throttled goes on where it was at the next turn', async () => {
    await control('PATCH', '/knobs/graph', {
      faultsAt: [{ match: PUT, n: 2, fault: 'before429' }],
      retryAfterSeconds: 0,
    })
    const files = [stored('film.mp4', 8_000_000)]
    const { message, messageId } = await create(files)
    const first = await graph.writer.complete(mailbox.objectId, messageId, message)
    expect(first).toMatchObject({ outcome: 'throttled' })
    expect(await graph.writer.complete(mailbox.objectId, messageId, message)).toMatchObject({
      outcome: 'complete',
    })
    expect((await messagesThere())[0]?.attachments).toEqual(await Promise.all(files.map(described)))
    expect((await counters()).routes[PUT]).toMatchObject({ 200: { requests: 2 }, 201: { requests: 1 } })
  })

  test('gives up after some lost answers, and says nothing of its address', async () => {
    await faultsAt({ match: PUT, n: 1, times: 100, fault: 'before503' })
    const { outcome } = await deliver([stored('film.mp4', 4_000_000)])
    expect(outcome).toMatchObject({ outcome: 'unknown' })
    expect(JSON.stringify(outcome)).not.toMatch(/authtoken|AttachmentSessions/)
    expect((await counters()).routes[PUT]?.[503]?.requests).toBeLessThanOrEqual(5)
  })

  test('whose content has changed on disk is a fault, not an attachment', async () => {
    const short = { ...stored('film.mp4', 4_000_000) }
    const read = async function* () {
      yield new Uint8Array(3_999_999)
    }
    const { message, messageId } = await create([{ ...short, content: { sizeBytes: 4_000_000, read } }])
    await expect(graph.writer.complete(mailbox.objectId, messageId, message)).rejects.toMatchObject({
      code: 'attachment_content_changed',
    })
  })
})

test('a small attachment whose answer was lost is not sent twice', async () => {
  await faultsAt({ match: POST_ATTACHMENT, n: 1, fault: 'after504' })
  const { message, messageId, outcome } = await deliver([stored('a.txt', 2_000), stored('b.txt', 2_000)])
  expect(outcome).toMatchObject({ outcome: 'unknown' })
  expect(await graph.writer.complete(mailbox.objectId, messageId, message)).toMatchObject({
    outcome: 'complete',
  })
  expect((await messagesThere())[0]?.attachments.map(({ name }) => name)).toEqual(['a.txt', 'b.txt'])
})

describe('a message that is in a folder twice', () => {
  test('is found by its key, with its copies counted, and others are not', async () => {
    const { objectId, folderId } = mailbox
    for (const key of ['once', 'twice', 'thrice', 'twice', 'thrice', 'thrice'])
      await graph.writer.create(objectId, folderId, messageWithKey(key))
    const folder = { mailboxId: 1n, folderName: 'WeChat Archiver', objectId, folderId, notBefore: null }
    const found = await listDoubles({ mailboxes: graph.writer, clock: { now: () => new Date() } }, folder)
    expect(found).toEqual({
      end: { outcome: 'listed', messages: 6 },
      messages: 6,
      copies: new Map([
        ['twice', 2],
        ['thrice', 3],
      ]),
    })
  })
})

describe('the keys of a folder', () => {
  test('are read in pages, those of strangers as none', async () => {
    const keys = Array.from({ length: 1_100 }, (_, n) => `key-${n}`)
    await Promise.all(
      keys.map((key) => graph.writer.create(mailbox.objectId, mailbox.folderId, messageWithKey(key))),
    )
    await graph.graph.post(
      `/users/${mailbox.objectId}/mailFolders/${mailbox.folderId}/messages`,
      JSON.stringify({ subject: 'a draft of the owner' }),
    )
    const pages: (string | null)[][] = []
    const outcome = await graph.writer.listDeliveryKeys(mailbox.objectId, mailbox.folderId, async (page) => {
      pages.push(page.map(({ deliveryKey }) => deliveryKey))
    })
    expect(outcome).toEqual({ outcome: 'listed', messages: 1_101 })
    expect(pages.length).toBe(2)
    expect(new Set(pages.flat())).toEqual(new Set([...keys, null]))
  })

  test('are read from what was made last on, whatever its date, until it is enough', async () => {
    for (const [key, year] of [
      ['first', 2026],
      ['second', 2001],
      ['third', 2013],
    ] as const)
      await graph.writer.create(mailbox.objectId, mailbox.folderId, {
        ...messageWithKey(key),
        receivedAt: new Date(Date.UTC(year, 0, 1)),
      })
    const pages: (string | null)[][] = []
    const newest = (pageSize: number, mostPages: number) =>
      graph.writer.listNewestKeys(mailbox.objectId, mailbox.folderId, pageSize, async (page) => {
        pages.push(page.map(({ deliveryKey }) => deliveryKey))
        return pages.length < mostPages
      })
    expect(await newest(2, 1)).toMatchObject({ outcome: 'listed' })
    expect(pages.splice(0)).toEqual([['third', 'second']])
    await newest(2, 9)
    expect(pages).toEqual([['third', 'second'], ['first']])
  })

  test('of the newest messages cannot be had of a folder that is gone, or throttled', async () => {
    const newest = (folderId: string) =>
      graph.writer.listNewestKeys(mailbox.objectId, folderId, 20, async () => true)
    expect(await newest('AAMkAGNotAFolder')).toMatchObject({ outcome: 'folder-gone' })
    await control('PATCH', '/knobs/graph', { throttledMailboxes: [{ mailbox: OWNER, seconds: 7 }] })
    expect(await newest(mailbox.folderId)).toMatchObject({ outcome: 'throttled', retryAfterMs: 7_000 })
  })

  test('cannot be had of a folder or mailbox that is gone, closed or throttled', async () => {
    const list = (objectId: string, folderId: string) =>
      graph.writer.listDeliveryKeys(objectId, folderId, async () => {})
    expect(await list(mailbox.objectId, 'AAMkAGNotAFolder')).toMatchObject({ outcome: 'folder-gone' })
    expect(await list('a0000000-0000-4000-8000-999999999999', 'inbox')).toMatchObject({
      outcome: 'mailbox-gone',
    })
    await control('PATCH', '/knobs/graph', { throttledMailboxes: [{ mailbox: OWNER, seconds: 7 }] })
    expect(await list(mailbox.objectId, mailbox.folderId)).toMatchObject({ outcome: 'throttled' })
  })
})

test('a mailbox outside of what Exchange opens to the app is forbidden, whatever is asked', async () => {
  await control('PUT', '/knobs/app', {
    roles: ['User.Read.All'],
    exchangeScope: ['megan.bowen@contoso.example'],
  })
  const outsider = openSandboxGraph(sandbox)
  const { objectId, folderId } = mailbox
  const { writer } = outsider
  expect(await writer.create(objectId, folderId, messageWithKey('k'))).toMatchObject({ outcome: 'forbidden' })
  expect(await writer.findByDeliveryKey(objectId, 'k')).toMatchObject({ outcome: 'forbidden' })
  expect(await writer.ensureFolder(objectId, 'WeChat Archiver', null)).toMatchObject({
    ok: false,
    outcome: { outcome: 'forbidden' },
  })
  await control('DELETE', '/knobs/app')
})

function file(fileName: string, sizeBytes: number): ArchivedAttachment<Uint8Array> {
  const contentType = 'application/octet-stream'
  return { fileName, contentType, contentId: null, isInline: false, content: randomBytes(sizeBytes) }
}

/** A content as a worker has it on disk, in pieces of an awkward size. */
function stored(fileName: string, sizeBytes: number): ArchivedAttachment {
  const { content: bytes, ...rest } = file(fileName, sizeBytes)
  const read = async function* () {
    for (let at = 0; at < bytes.length; at += 65_537) yield bytes.subarray(at, at + 65_537)
  }
  return { ...rest, content: { sizeBytes, read } }
}

async function create(attachments: ArchivedAttachment[]) {
  const message = messageWithKey('large', { attachments })
  const created = await graph.writer.create(mailbox.objectId, mailbox.folderId, message)
  if (created.outcome !== 'created') throw new Error(JSON.stringify(created))
  expect(created.isComplete).toBe(false)
  return { message, messageId: created.messageId }
}

async function deliver(
  attachments: ArchivedAttachment[],
): Promise<{ message: MailboxMessage; messageId: string; outcome: CompleteOutcome }> {
  const made = await create(attachments)
  return { ...made, outcome: await graph.writer.complete(mailbox.objectId, made.messageId, made.message) }
}

async function expectWhole(files: ArchivedAttachment[]): Promise<void> {
  const { outcome } = await deliver(files)
  expect(outcome).toMatchObject({ outcome: 'complete' })
  expect((await messagesThere())[0]?.attachments).toEqual(await Promise.all(files.map(described)))
}

function faultsAt(fault: Record<string, unknown>, lateEffectMs = 0) {
  return control('PATCH', '/knobs/graph', { faultsAt: [fault], retryAfterSeconds: 0, lateEffectMs })
}

async function described({ content, fileName, contentType }: ArchivedAttachment) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of content instanceof Uint8Array ? [content] : content.read()) {
    hash.update(chunk)
    sizeBytes += chunk.length
  }
  const sha256 = hash.digest('hex')
  return { name: fileName, contentType, sizeBytes, sha256, isInline: false, contentId: null }
}

type Described = Awaited<ReturnType<typeof described>>

const byName = (files: Described[]) => files.toSorted((a, b) => (a.name < b.name ? -1 : 1))

async function messagesThere() {
  const { json } = await control('GET', `/mailboxes?user=${OWNER}`)
  const [mailboxThere] = [json].flat() as {
    folders: { displayName: string; messages: ({ attachments: Described[] } & Record<string, unknown>)[] }[]
  }[]
  return mailboxThere?.folders.find(({ displayName }) => displayName === 'WeChat Archiver')?.messages ?? []
}

async function counters() {
  const { json } = await control('GET', '/counters')
  type Counted = Record<string, Record<string, { requests: number; parts: number }>>
  return (json as { graph: { routes: Counted; largestInFlight: Record<string, number> } }).graph
}
