import { describe, expect, test } from 'vitest'
import type { MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import type { GraphClient } from './graph-client.ts'
import { type GraphErrorCode, GraphRequestError } from './graph-errors.ts'
import { GraphMailboxWriter } from './graph-mailbox-writer.ts'
import type { UploadClient } from './upload-client.ts'

const MESSAGE: MailboxMessage = {
  message: {
    subject: 'hello',
    from: null,
    to: [],
    cc: [],
    bcc: [],
    messageId: null,
    sentAt: null,
    body: { contentType: 'text', content: '' },
    attachments: [],
  },
  messageClass: 'IPM.ExternalData.WeChatArchiver',
  deliveryKey: "it's a key",
  category: '',
  receivedAt: new Date('2026-11-21T08:31:00Z'),
  notes: [],
}

const failure = (
  code: GraphErrorCode,
  status: number,
  graphCode: string,
  retryAfterMs: number | null = null,
) => new GraphRequestError({ code, status, graphCode, detail: 'why', retryAfterMs })

const NO_UPLOADS: UploadClient = {
  put: () => Promise.reject(new Error('Nothing is uploaded here.')),
  progress: () => Promise.reject(new Error('Nothing is uploaded here.')),
}

/** Answers in turn; an Error is thrown. */
const NO_USE = { resume() {}, take: () => [] }

function writerThatGets(...answers: unknown[]) {
  const paths: string[] = []
  const next = async (path: string) => {
    paths.push(decodeURIComponent(path))
    const answer = answers[paths.length - 1]
    if (answer instanceof Error) throw answer
    return answer
  }
  const graph: GraphClient = { get: next, post: next }
  return { writer: new GraphMailboxWriter({ graph, uploads: NO_UPLOADS, use: NO_USE }), paths }
}

const create = (answer: unknown) => writerThatGets(answer).writer.create('mailbox', 'folder', MESSAGE)

describe('creating a message', () => {
  test('gives the id of the message', async () => {
    expect(await create({ id: 'm-1' })).toEqual({ outcome: 'created', messageId: 'm-1', isComplete: true })
  })

  test.each<[string, GraphRequestError]>([
    ['throttled', failure('graph_throttled', 429, 'ApplicationThrottled', 1_000)],
    ['refused', failure('graph_refused', 400, 'ErrorInvalidRecipients')],
    ['unknown', failure('graph_unavailable', 503, 'http-503', 5_000)],
    ['unknown', failure('graph_unavailable', 504, 'UnknownError')],
    ['unknown', failure('graph_unavailable', 0, 'timeout')],
    ['unknown', failure('graph_conflict', 409, 'ErrorItemSaveConflict')],
    ['mailbox-gone', failure('graph_not_found', 404, 'MailboxNotEnabledForRESTAPI')],
    ['folder-gone', failure('graph_not_found', 404, 'ErrorItemNotFound')],
    ['forbidden', failure('graph_forbidden', 403, 'ErrorAccessDenied')],
  ])('is %s after %o', async (outcome, error) => {
    expect(await create(error)).toMatchObject({ outcome })
  })

  test('waits as long as Graph asks, or a moment when it does not say', async () => {
    expect(await create(failure('graph_throttled', 429, 'x', 9_000))).toEqual({
      outcome: 'throttled',
      retryAfterMs: 9_000,
    })
    expect(await create(failure('graph_throttled', 429, 'x'))).toEqual({
      outcome: 'throttled',
      retryAfterMs: 3_000,
    })
  })

  test('is unknown when the answer has no id', async () => {
    expect(await create(undefined)).toMatchObject({ outcome: 'unknown', code: 'unreadable-answer' })
  })

  test('throws what is about the app', async () => {
    const error = failure('graph_unauthorized', 401, 'InvalidAuthenticationToken')
    await expect(create(error)).rejects.toMatchObject({ code: 'graph_unauthorized' })
  })

  test('keeps the reason of a message that is too large for its mailbox', async () => {
    const code = 'ErrorMessageSizeExceeded'
    expect(await create(failure('graph_refused', 413, code))).toMatchObject({ outcome: 'refused', code })
    expect(await create(failure('graph_refused', 413, 'RequestEntityTooLarge'))).toMatchObject({
      code: 'too-large-for-one-request',
    })
  })

  test.each([
    ['mailbox-on-premises', 'REST API is not yet supported for this mailbox.'],
    ['mailbox-inactive', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.'],
  ])('says %s where Exchange says so', async (code, detail) => {
    const graphCode = 'MailboxNotEnabledForRESTAPI'
    const error = new GraphRequestError({ code: 'graph_not_found', status: 404, graphCode, detail })
    expect(await create(error)).toMatchObject({ outcome: 'mailbox-gone', code })
  })

  test('asks nothing of Graph when one request cannot carry the message', async () => {
    const { writer, paths } = writerThatGets()
    const body = { contentType: 'text' as const, content: '"'.repeat(2_500_000) }
    const outcome = await writer.create('mailbox', 'folder', {
      ...MESSAGE,
      message: { ...MESSAGE.message, body },
    })
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'too-large-for-one-request' })
    expect(paths).toEqual([])
  })
})

describe('the folder', () => {
  test('is found when it is there', async () => {
    const { writer, paths } = writerThatGets({ value: [{ id: 'f-1', displayName: "WeChat's" }] })
    expect(await writer.ensureFolder('mailbox', "WeChat's", null)).toEqual({ ok: true, folderId: 'f-1' })
    expect(paths[0]).toContain("$filter=displayName eq 'WeChat''s'")
  })

  test('is looked up again when somebody else made it in between', async () => {
    const exists = failure('graph_conflict', 409, 'ErrorFolderExists')
    const { writer } = writerThatGets({ value: [] }, exists, { value: [{ id: 'f-2' }] })
    expect(await writer.ensureFolder('mailbox', 'WeChat Archiver', null)).toEqual({
      ok: true,
      folderId: 'f-2',
    })
  })

  test('is asked for again soon when no answer comes: nothing was sent that would have to be looked up', async () => {
    const { writer } = writerThatGets(failure('graph_unavailable', 503, 'http-503'))
    expect(await writer.ensureFolder('mailbox', 'WeChat Archiver', 'f-1')).toEqual({
      ok: false,
      outcome: { outcome: 'throttled', retryAfterMs: 5_000 },
    })
  })

  test('that is known costs one request where nobody has touched it', async () => {
    const { writer, paths } = writerThatGets({ value: [{ id: 'f-1' }] })
    expect(await writer.ensureFolder('mailbox', 'WeChat Archiver', 'f-1')).toEqual({
      ok: true,
      folderId: 'f-1',
    })
    expect(paths).toHaveLength(1)
  })

  test('cannot be had from a mailbox that is gone or throttled', async () => {
    const outcomeAfter = (error: Error) =>
      writerThatGets(error).writer.ensureFolder('mailbox', 'WeChat Archiver', null)
    expect(await outcomeAfter(failure('graph_not_found', 404, 'ErrorItemNotFound'))).toMatchObject({
      ok: false,
      outcome: { outcome: 'mailbox-gone' },
    })
    expect(await outcomeAfter(failure('graph_throttled', 429, 'x', 500))).toEqual({
      ok: false,
      outcome: { outcome: 'throttled', retryAfterMs: 500 },
    })
  })
})

describe('looking a delivery key up', () => {
  test('searches the whole mailbox and quotes the key', async () => {
    const { writer, paths } = writerThatGets({ value: [{ id: 'm-1' }] }, { value: [] })
    expect(await writer.findByDeliveryKey('mailbox', "it's")).toEqual({ outcome: 'found', messageId: 'm-1' })
    expect(paths[0]).toMatch(/^\/users\/mailbox\/messages\?/)
    expect(paths[0]).toContain("ep/value eq 'it''s'")
    expect(await writer.findByDeliveryKey('mailbox', 'other')).toEqual({ outcome: 'absent' })
  })

  test.each<[string, unknown]>([
    ['throttled', failure('graph_throttled', 429, 'x', 500)],
    ['unknown', failure('graph_unavailable', 503, 'http-503')],
    ['unknown', failure('graph_refused', 400, 'InefficientFilter')],
    ['unknown', failure('graph_not_found', 404, 'ErrorItemNotFound')],
    ['unknown', { value: 'nonsense' }],
    ['forbidden', failure('graph_forbidden', 403, 'ErrorAccessDenied')],
    ['mailbox-gone', failure('graph_not_found', 404, 'ErrorInvalidUser')],
  ])('is %s after %o: not knowing is not the same as not there', async (outcome, answer) => {
    expect(await writerThatGets(answer).writer.findByDeliveryKey('mailbox', 'k')).toMatchObject({ outcome })
  })
})
