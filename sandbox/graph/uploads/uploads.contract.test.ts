import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { createGraphCaller, type GraphAnswer, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { fileAttachment, importedMessage } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const USER = 'users/chen.jing@contoso.example'
const CHUNK_BYTES = 3_276_800
const IMMUTABLE = { prefer: 'IdType="ImmutableId"' }

let sandbox: RunningSandbox
let call: GraphCaller
let control: ControlCaller
let clock = Date.parse('2026-11-21T12:00:00Z')
let message: string

beforeAll(async () => {
  sandbox = await startTestSandbox({ now: () => new Date(clock) })
  call = await createGraphCaller(sandbox)
  control = createControlCaller(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await control('POST', '/reset', { mailboxes: true })
  const made = await call('POST', `${USER}/mailFolders/inbox/messages`, importedMessage(), IMMUTABLE)
  message = `${USER}/messages/${made.body.id}`
})

describe('an upload session', () => {
  test('takes a file in chunks, and ends with 201, no body, and where the attachment is', async () => {
    const content = randomBytes(7_000_000)
    const session = await open(content.length)
    expect(session).toMatchObject({ status: 201, body: { nextExpectedRanges: ['0-'] } })
    const url = String(session.body.uploadUrl)
    expect(new URL(url).host).not.toBe(new URL(sandbox.graphUrl).host)

    const first = await put(url, content, 0, CHUNK_BYTES)
    expect([first.status, await first.json()]).toMatchObject([200, { nextExpectedRanges: ['3276800'] }])
    expect((await put(url, content, CHUNK_BYTES, 2 * CHUNK_BYTES)).status).toBe(200)
    const last = await put(url, content, 2 * CHUNK_BYTES, content.length)
    expect([last.status, await last.text()]).toEqual([201, ''])
    const id = decodeURIComponent(last.headers.get('location')?.split("'").at(-2) ?? '')

    const attachment = await call('GET', `${message}/attachments/${id}`)
    expect(attachment.body).toMatchObject({ name: '视频.mp4', size: content.length, isInline: false })
    const kept = Buffer.from(String(attachment.body.contentBytes), 'base64')
    expect(createHash('sha256').update(kept).digest('hex')).toBe(
      createHash('sha256').update(content).digest('hex'),
    )
    expect((await call('GET', message)).body.hasAttachments).toBe(true)
    expect((await put(url, content, 0, CHUNK_BYTES)).status).toBe(404)
  })

  test('says what it expects next to a client that lost an answer, and can be given up', async () => {
    const content = randomBytes(4_000_000)
    const url = await openUrl(content.length)
    await put(url, content, 0, 1_000_000)
    expect(await (await fetch(url)).json()).toMatchObject({ nextExpectedRanges: ['1000000'] })
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    expect((await fetch(url)).status).toBe(404)
    expect((await call('GET', `${message}/attachments`)).body.value).toEqual([])
  })

  test('ends when its time is over', async () => {
    const url = await openUrl(4_000_000)
    clock += 3600_000
    expect((await fetch(url)).status).toBe(404)
  })

  test('ends in nothing when the message is gone by then', async () => {
    const content = randomBytes(3_500_000)
    const url = await openUrl(content.length)
    await call('DELETE', message)
    await call('DELETE', message)
    expect((await put(url, content, 0, content.length)).status).toBe(404)
  })
})

describe('the host for uploads refuses', () => {
  const content = randomBytes(8_500_000)
  const octets = { 'content-type': 'application/octet-stream' }
  const range = (first: number, last: number, total = content.length) => ({
    ...octets,
    'content-range': `bytes ${first}-${last}/${total}`,
  })

  test.each<[string, Record<string, string>, number, number]>([
    ['a token, which has no business there', { ...range(0, 999), authorization: 'Bearer x' }, 1000, 401],
    ['a chunk that is not the next', range(1000, 1999), 1000, 416],
    ['a chunk of 4 MB', range(0, 3_999_999), 4_000_000, 413],
    ['a range of another length than the chunk', range(0, 998), 1000, 400],
    ['a range of another file size', range(0, 999, 9_000_000), 1000, 400],
    ['a chunk without a range', octets, 1000, 400],
    ['a chunk of another type', { ...range(0, 999), 'content-type': 'text/plain' }, 1000, 415],
  ])('%s', async (_what, headers, bytes, status) => {
    const url = await openUrl(content.length)
    const body = content.subarray(0, bytes)
    expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(status)
    expect(await (await fetch(url)).json()).toMatchObject({ nextExpectedRanges: ['0'] })
  })

  test('an address that was never given out, and one with another token', async () => {
    const url = await openUrl(4_000_000)
    expect((await fetch(`${new URL(url).origin}/`)).status).toBe(404)
    expect((await fetch(url.replace(/authtoken=.*/, 'authtoken=x'))).status).toBe(404)
  })

  test('a chunk that was already taken', async () => {
    const url = await openUrl(content.length)
    expect((await put(url, content, 0, 1_000_000)).status).toBe(200)
    expect((await put(url, content, 0, 1_000_000)).status).toBe(416)
  })
})

describe('Graph refuses a session', () => {
  test.each<[string, unknown, number, string]>([
    [
      'for less than 3 MB',
      item({ size: 2_999_999 }),
      400,
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
    ],
    ['for more than 150 MB', item({ size: 150_000_001 }), 413, 'ErrorMessageSizeExceeded'],
    ['for more than the mailbox takes', item({ size: 36_000_000 }), 413, 'ErrorMessageSizeExceeded'],
    [
      'for a message as attachment',
      item({ attachmentType: 'item' }),
      405,
      'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments',
    ],
    ['without a name', item({ name: undefined }), 400, 'BadRequest'],
    ['with a size that is text', item({ size: '4000000' }), 400, 'RequestBodyRead'],
    ['with a property that there is not', item({ colour: 'red' }), 400, 'RequestBodyRead'],
    ['without an item', {}, 400, 'RequestBodyRead'],
  ])('%s', async (_what, body, status, code) => {
    expect(await call('POST', `${message}/attachments/createUploadSession`, body)).toMatchObject({
      status,
      code,
    })
  })
})

describe('an attachment of less than 3 MB', () => {
  test('is added to a received message', async () => {
    const content = randomBytes(100_000)
    const added = await call(
      'POST',
      `${message}/attachments`,
      fileAttachment({ contentBytes: content.toString('base64') }),
    )
    expect(added).toMatchObject({ status: 201, body: { name: '报价.pdf', size: 100_000 } })
    expect(added.body).not.toHaveProperty('contentBytes')
    const kept = await call('GET', `${message}/attachments/${added.body.id}`)
    expect(kept.body.contentBytes).toBe(content.toString('base64'))
  })

  test.each<[string, Record<string, unknown>, number, string]>([
    ['of 3 MB', { contentBytes: Buffer.alloc(3_000_000).toString('base64') }, 413, 'RequestEntityTooLarge'],
    ['without its type', { '@odata.type': undefined }, 422, 'UnprocessableType'],
    ['of a type that is no file', { '@odata.type': '#microsoft.graph.itemAttachment' }, 400, 'BadRequest'],
  ])('is refused %s', async (_what, overrides, status, code) => {
    expect(await call('POST', `${message}/attachments`, fileAttachment(overrides))).toMatchObject({
      status,
      code,
    })
  })
})

describe('a mailbox', () => {
  const posted = (bytes: number) =>
    importedMessage({
      attachments: [fileAttachment({ contentBytes: Buffer.alloc(bytes).toString('base64') })],
    })

  test('takes messages up to its own size, and no larger ones', async () => {
    await control('PATCH', '/users/sun.yue@contoso.example', { maxMessageBytes: 1_000_000 })
    const inbox = 'users/sun.yue@contoso.example/mailFolders/inbox/messages'
    expect(await call('POST', inbox, posted(1_000_000))).toMatchObject({
      status: 413,
      code: 'ErrorMessageSizeExceeded',
    })
    const made = await call('POST', inbox, posted(900_000))
    const attachments = `users/sun.yue@contoso.example/messages/${made.body.id}/attachments`
    const second = fileAttachment({ contentBytes: Buffer.alloc(200_000).toString('base64') })
    expect(await call('POST', attachments, second)).toMatchObject({ code: 'ErrorMessageSizeExceeded' })
  })

  test('that is full takes nothing more until something was deleted for good', async () => {
    await control('PATCH', '/users/zhao.min@contoso.example', { mailboxQuotaBytes: 1_000_000 })
    const mailbox = 'users/zhao.min@contoso.example'
    const made = await call('POST', `${mailbox}/mailFolders/inbox/messages`, posted(900_000), IMMUTABLE)
    expect(await call('POST', `${mailbox}/mailFolders/inbox/messages`, posted(200_000))).toMatchObject({
      status: 403,
      code: 'ErrorQuotaExceeded',
    })
    await call('DELETE', `${mailbox}/messages/${made.body.id}`)
    await call('DELETE', `${mailbox}/messages/${made.body.id}`)
    expect((await call('POST', `${mailbox}/mailFolders/inbox/messages`, posted(200_000))).status).toBe(201)
  })
})

function item(overrides: Record<string, unknown> = {}) {
  return { AttachmentItem: { attachmentType: 'file', name: '视频.mp4', size: 4_000_000, ...overrides } }
}

function open(size: number): Promise<GraphAnswer> {
  return call('POST', `${message}/attachments/createUploadSession`, item({ size, contentType: 'video/mp4' }))
}

async function openUrl(size: number): Promise<string> {
  return String((await open(size)).body.uploadUrl)
}

function put(url: string, content: Buffer, start: number, end: number): Promise<Response> {
  return fetch(url, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${start}-${end - 1}/${content.length}`,
    },
    body: new Uint8Array(content.subarray(start, end)),
  })
}
