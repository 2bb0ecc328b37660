import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { createGraphCaller, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import {
  DELIVERY_KEY,
  fileAttachment,
  importedMessage,
  receivedProperties,
  recipient,
} from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const INBOX = 'users/chen.jing@contoso.example/mailFolders/inbox/messages'

let sandbox: RunningSandbox
let call: GraphCaller

beforeAll(async () => {
  sandbox = await startTestSandbox({ now: () => new Date('2026-11-21T12:00:00Z') })
  call = await createGraphCaller(sandbox)
})
afterAll(() => sandbox.close())

describe('an imported message', () => {
  test('is received, not a draft, and has the dates of its extended properties', async () => {
    expect(await call('POST', INBOX, importedMessage())).toMatchObject({
      status: 201,
      body: {
        isDraft: false,
        isRead: true,
        sentDateTime: '2026-11-20T08:00:00Z',
        receivedDateTime: '2026-11-20T08:00:05Z',
        createdDateTime: '2026-11-21T12:00:00Z',
        internetMessageId: '<wc-1@archive.telemessage.example>',
        body: { contentType: 'text', content: '你好' },
        categories: ['WeChat chat'],
      },
    })
  })

  test('is a draft of now when only plain JSON says otherwise', async () => {
    const plain = importedMessage({
      isDraft: false,
      sentDateTime: '2026-11-20T08:00:00Z',
      receivedDateTime: '2026-11-20T08:00:05Z',
      singleValueExtendedProperties: [],
    })
    expect((await call('POST', INBOX, plain)).body).toMatchObject({
      isDraft: true,
      sentDateTime: '2026-11-21T12:00:00Z',
      receivedDateTime: '2026-11-21T12:00:00Z',
    })
  })

  test.each([
    ['0', false, false],
    ['1', false, true],
    ['4', false, false],
    ['8', true, false],
    ['9', true, true],
  ])('with message flags %s is a draft: %s, is read: %s', async (value, isDraft, isRead) => {
    const message = importedMessage({ singleValueExtendedProperties: [{ id: 'Integer 0x0E07', value }] })
    expect((await call('POST', INBOX, message)).body).toMatchObject({ isDraft, isRead })
  })

  test('keeps its attachments, byte for byte', async () => {
    const content = Buffer.from([0, 1, 2, 250, 251, 252])
    const made = await call(
      'POST',
      INBOX,
      importedMessage({ attachments: [fileAttachment({ contentBytes: content.toString('base64') })] }),
    )
    expect(made.body.hasAttachments).toBe(true)
    const path = `users/chen.jing@contoso.example/messages/${made.body.id}/attachments`
    const listed = await call('GET', path)
    expect(listed.body.value).toMatchObject([
      { name: '报价.pdf', contentType: 'application/pdf', size: 6, contentBytes: content.toString('base64') },
    ])
    const [attachment] = listed.body.value as { id: string }[]
    expect((await call('GET', `${path}/${attachment?.id}?$select=name`)).body).not.toHaveProperty(
      'contentBytes',
    )
  })

  test('gives its extended properties back under their canonical ids', async () => {
    const made = await call('POST', INBOX, importedMessage())
    const wanted = encodeURIComponent(`id eq 'String 0x001A' or id eq '${DELIVERY_KEY}'`)
    const { body } = await call(
      'GET',
      `${INBOX}/${made.body.id}?$select=id&$expand=singleValueExtendedProperties($filter=${wanted})`,
    )
    expect(body.singleValueExtendedProperties).toEqual([
      { id: 'String 0x1a', value: 'IPM.ExternalData.WeChatArchiver' },
      { id: DELIVERY_KEY, value: 'key-1' },
    ])
  })

  test('may be posted twice, and is there twice: Exchange does not deduplicate', async () => {
    const inbox = INBOX.replace('chen.jing', 'zhao.min')
    await call('POST', inbox, importedMessage())
    await call('POST', inbox, importedMessage())
    expect((await call('GET', `${inbox}?$count=true&$top=1`)).body['@odata.count']).toBe(2)
  })

  test('without a folder goes to Drafts', async () => {
    const made = await call('POST', 'users/chen.jing@contoso.example/messages', importedMessage())
    const drafts = await call('GET', 'users/chen.jing@contoso.example/mailFolders/drafts?$select=id')
    expect(made.body.parentFolderId).toBe(drafts.body.id)
  })
})

describe('Exchange refuses', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => recipient(`p${index}@contoso.example`))
  const header = (name: string) => ({ name, value: 'x' })
  const property = (id: string, value = 'x') => ({ singleValueExtendedProperties: [{ id, value }] })

  test.each<[string, Record<string, unknown>, number, string]>([
    ['a property that messages do not have', { colour: 'red' }, 400, 'RequestBodyRead'],
    ['a read-only property', { bodyPreview: 'x' }, 400, 'ErrorInvalidPropertySet'],
    ['a property of the wrong type', { isRead: 'true' }, 400, 'RequestBodyRead'],
    ['a body without a known type', { body: { contentType: 'rtf', content: '' } }, 400, 'RequestBodyRead'],
    ['a date that is none', { sentDateTime: 'yesterday' }, 400, 'UnableToDeserializePostBody'],
    [
      'a recipient without an address',
      { toRecipients: [{ emailAddress: { name: 'Chen' } }] },
      400,
      'ErrorInvalidRecipients',
    ],
    [
      'a recipient with a number for an address',
      { ccRecipients: [recipient('8613800138001')] },
      400,
      'ErrorInvalidRecipients',
    ],
    ['a sender without an address', { from: recipient('') }, 400, 'ErrorInvalidRecipients'],
    ['501 recipients', { toRecipients: many(251), ccRecipients: many(250) }, 400, 'ErrorInvalidRecipients'],
    ['a subject of 256 characters', { subject: 'x'.repeat(256) }, 400, 'ErrorDataSizeLimitExceeded'],
    [
      'a header without x-',
      { internetMessageHeaders: [header('Received')] },
      400,
      'InvalidInternetMessageHeader',
    ],
    [
      'six headers',
      { internetMessageHeaders: Array.from({ length: 6 }, (_, n) => header(`x-${n}`)) },
      400,
      'InvalidInternetMessageHeaderCollection',
    ],
    ['a Message-ID without brackets', { internetMessageId: 'a@b' }, 400, 'ErrorInvalidRequest'],
    [
      'an attachment without a type',
      { attachments: [fileAttachment({ '@odata.type': undefined })] },
      422,
      'UnprocessableType',
    ],
    ['an attachment without a name', { attachments: [fileAttachment({ name: '' })] }, 400, 'BadRequest'],
    [
      'an attachment that is not base64',
      { attachments: [fileAttachment({ contentBytes: 'a*b=' })] },
      400,
      'RequestBodyRead',
    ],
    [
      'an attachment with a size of its own',
      { attachments: [fileAttachment({ size: 3 })] },
      400,
      'ErrorInvalidPropertySet',
    ],
    [
      '251 attachments',
      { attachments: Array.from({ length: 251 }, () => fileAttachment()) },
      400,
      'BadRequest',
    ],
    ['an id that is no property', property('Text 0x0E07'), 400, 'ErrorInvalidExtendedProperty'],
    ['an id whose GUID is short', property('String {1234} Name Key'), 400, 'ErrorInvalidExtendedProperty'],
    ['a tag of the named range', property('String 0x8001'), 400, 'ErrorInvalidExtendedProperty'],
    ['message flags as text', property('String 0x0E07', '1'), 400, 'ErrorInvalidExtendedProperty'],
    [
      'message flags that are no number',
      property('Integer 0x0E07', 'read'),
      400,
      'ErrorInvalidExtendedPropertyValue',
    ],
    [
      'a sent time that is none',
      property('SystemTime 0x0039', '20 Nov 2026'),
      400,
      'ErrorInvalidExtendedPropertyValue',
    ],
    [
      'a message class outside of IPM',
      property('String 0x001A', 'WeChat'),
      400,
      'ErrorInvalidExtendedPropertyValue',
    ],
    [
      'a property given twice',
      { singleValueExtendedProperties: [...receivedProperties(), ...receivedProperties()] },
      400,
      'ErrorInvalidExtendedProperty',
    ],
  ])('%s', async (_what, overrides, status, code) => {
    expect(await call('POST', INBOX, importedMessage(overrides))).toMatchObject({ status, code })
  })

  test.each<[string, Record<string, unknown>]>([
    ['exactly 500 recipients', { toRecipients: many(500) }],
    ['a subject of 255 characters', { subject: '微'.repeat(255) }],
    ['five x- headers', { internetMessageHeaders: Array.from({ length: 5 }, (_, n) => header(`X-${n}`)) }],
  ])('but takes %s', async (_what, overrides) => {
    expect((await call('POST', INBOX, importedMessage(overrides))).status).toBe(201)
  })

  test('an attachment of 3 MB, and takes one just below', async () => {
    const sized = (bytes: number) =>
      importedMessage({
        attachments: [fileAttachment({ contentBytes: Buffer.alloc(bytes).toString('base64') })],
      })
    expect((await call('POST', INBOX, sized(2_990_000))).status).toBe(201)
    expect(await call('POST', INBOX, sized(3_000_000))).toMatchObject({
      status: 413,
      code: 'RequestEntityTooLarge',
    })
  })

  test('a request of more than 4 MB', async () => {
    const message = importedMessage({ body: { contentType: 'text', content: 'x'.repeat(4_000_001) } })
    expect(await call('POST', INBOX, message)).toMatchObject({ status: 413, code: 'RequestEntityTooLarge' })
  })

  test('MIME in a folder, and what is not JSON', async () => {
    expect((await call('POST', INBOX, 'U3ViamVjdDogeA==', { 'content-type': 'text/plain' })).code).toBe(
      'UnableToDeserializePostBody',
    )
    expect((await call('POST', INBOX, '{"subject":', { 'content-type': 'application/json' })).code).toBe(
      'BadRequest',
    )
    expect((await call('POST', INBOX, '[]', { 'content-type': 'application/json' })).code).toBe('BadRequest')
  })

  test('and keeps nothing of what it refused', async () => {
    const inbox = INBOX.replace('chen.jing', 'sun.yue')
    await call(
      'POST',
      inbox,
      importedMessage({ attachments: [fileAttachment(), fileAttachment({ name: '' })] }),
    )
    expect((await call('GET', inbox)).body.value).toEqual([])
  })
})
