import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { createGraphCaller, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { DELIVERY_KEY, importedMessage, recipient } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const USER = 'users/adele.vance@contoso.example'

let sandbox: RunningSandbox
let call: GraphCaller
let control: ControlCaller
let received: string
let draft: string

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = await createGraphCaller(sandbox)
  control = createControlCaller(sandbox)
  const made = await call('POST', `${USER}/mailFolders/inbox/messages`, importedMessage())
  received = `${USER}/messages/${made.body.id}`
  const drafted = await call(
    'POST',
    `${USER}/messages`,
    importedMessage({ singleValueExtendedProperties: [] }),
  )
  draft = `${USER}/messages/${drafted.body.id}`
})
afterAll(() => sandbox.close())

const SENSITIVE: [string, unknown][] = [
  ['subject', 'Another'],
  ['body', { contentType: 'text', content: 'Another' }],
  ['toRecipients', [recipient('a@b.example')]],
  ['from', recipient('a@b.example')],
  ['sender', recipient('a@b.example')],
  ['replyTo', [recipient('a@b.example')]],
  ['internetMessageId', '<another@a.example>'],
  ['singleValueExtendedProperties', [{ id: DELIVERY_KEY, value: 'another' }]],
]

describe('a received message', () => {
  test('can be marked, flagged and put into categories, and everything else of it stays', async () => {
    const before = (await call('GET', received)).body
    const answer = await call('PATCH', received, {
      isRead: false,
      categories: ['A', 'B'],
      flag: { flagStatus: 'flagged' },
    })
    expect(answer).toMatchObject({
      status: 200,
      body: { isRead: false, categories: ['A', 'B'], flag: { flagStatus: 'flagged' }, isDraft: false },
    })
    const after = (await call('GET', received)).body
    const { isRead, categories, flag, changeKey, lastModifiedDateTime, '@odata.etag': etag, ...same } = before
    expect(after).toMatchObject(same)
    expect(after.changeKey).not.toBe(changeKey)
  })

  test('takes dates and a draft flag, and does nothing with them', async () => {
    const plain = {
      sentDateTime: '2020-01-01T00:00:00Z',
      receivedDateTime: '2020-01-01T00:00:00Z',
      isDraft: true,
    }
    expect(await call('PATCH', received, plain)).toMatchObject({
      status: 200,
      body: { sentDateTime: '2026-11-20T08:00:00Z', isDraft: false },
    })
  })

  test.each(SENSITIVE)('keeps its %s from an app without the permission for that', async (name, value) => {
    expect(await call('PATCH', received, { [name]: value })).toMatchObject({
      status: 403,
      code: 'ErrorAccessDenied',
    })
  })

  test('lets an app with that permission change it, and is found by its new key then', async () => {
    await control('PUT', '/knobs/app', { roles: ['Mail.ReadWrite', 'Mail-Advanced.ReadWrite.All'] })
    const permitted = await createGraphCaller(sandbox)
    const change = {
      subject: 'Another',
      singleValueExtendedProperties: [{ id: DELIVERY_KEY, value: 'another' }],
    }
    expect((await permitted('PATCH', received, change)).body.subject).toBe('Another')
    const found = async (key: string) => {
      const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${DELIVERY_KEY}' and ep/value eq '${key}')`
      const listed = await permitted('GET', `${USER}/messages?$filter=${encodeURIComponent(filter)}`)
      return (listed.body.value as unknown[]).length
    }
    expect([await found('key-1'), await found('another')]).toEqual([0, 1])
    await control('DELETE', '/knobs/app')
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['a property that messages do not have', { colour: 'red' }, 'RequestBodyRead'],
    ['a read-only property', { hasAttachments: true }, 'ErrorInvalidPropertySet'],
    ['a property of the wrong type', { isRead: 1 }, 'RequestBodyRead'],
    ['headers, which belong to its creation', { internetMessageHeaders: [] }, 'BadRequest'],
    ['attachments, which have an address of their own', { attachments: [] }, 'BadRequest'],
  ])('refuses %s', async (_what, change, code) => {
    expect(await call('PATCH', received, change)).toMatchObject({ status: 400, code })
  })
})

describe('a draft', () => {
  test.each(SENSITIVE)('lets its %s be changed', async (name, value) => {
    expect((await call('PATCH', draft, { [name]: value })).status).toBe(200)
  })

  test('never becomes a received message', async () => {
    const flags = { singleValueExtendedProperties: [{ id: 'Integer 0x0E07', value: '1' }] }
    expect(await call('PATCH', draft, flags)).toMatchObject({ status: 400, code: 'BadRequest' })
    expect((await call('GET', draft)).body.isDraft).toBe(true)
  })
})
