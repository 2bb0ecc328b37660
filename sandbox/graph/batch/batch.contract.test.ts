import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { createGraphCaller, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { fileAttachment, importedMessage } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

type Part = { id: string; status: number; headers: Record<string, string>; body: Record<string, unknown> }

const PEOPLE = ['megan.bowen', 'alex.wilber', 'chen.jing', 'wang.lei', 'adele.vance', 'liu.yang']

let sandbox: RunningSandbox
let call: GraphCaller
let control: ControlCaller

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = await createGraphCaller(sandbox)
  control = createControlCaller(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(() => control('POST', '/reset', { mailboxes: true }))

describe('a batch', () => {
  test('answers every part for itself, under 200, and not in the order of the requests', async () => {
    const answer = await call('POST', '$batch', {
      requests: [
        create('1', 'megan.bowen'),
        { id: '2', method: 'GET', url: '/users/nobody@contoso.example' },
        create('3', 'alex.wilber', { isRead: 'yes' }),
        { id: '4', method: 'GET', url: '/users?$select=id&$top=1' },
      ],
    })
    expect(answer.status).toBe(200)
    const parts = answer.body.responses as Part[]
    expect(parts.map((part) => part.id)).not.toEqual(['1', '2', '3', '4'])
    expect(statusesIn(parts)).toEqual({ 1: 201, 2: 404, 3: 400, 4: 200 })
    expect(byId(parts, '1')).toMatchObject({
      headers: { 'Content-Type': expect.stringContaining('application/json') },
      body: { isDraft: false, subject: importedMessage().subject },
    })
    expect(byId(parts, '3').body).toMatchObject({ error: { code: 'RequestBodyRead' } })
  })

  test('keeps what twenty parts of five mailboxes made, attachments and long Chinese text too', async () => {
    const body = { contentType: 'text', content: '明天上午十点开会\n"好"'.repeat(200) }
    const content = Buffer.alloc(5000, 7)
    const attachments = [fileAttachment({ contentBytes: content.toString('base64') })]
    const requests = Array.from({ length: 20 }, (_, index) =>
      create(String(index), PEOPLE[index % 5] ?? '', { body, attachments }),
    )
    const answer = await call('POST', '$batch', { requests })
    expect(new Set(Object.values(statusesIn(answer.body.responses as Part[])))).toEqual(new Set([201]))
    const listed = await call('GET', `${inbox('megan.bowen')}?$expand=attachments`)
    const messages = listed.body.value as { body: unknown; attachments: { contentBytes: string }[] }[]
    expect(messages).toHaveLength(4)
    expect(messages[0]?.body).toEqual(body)
    expect(messages[0]?.attachments[0]?.contentBytes).toBe(content.toString('base64'))
  })

  test('has no more than four parts of one mailbox under way: the others are throttled, each alone', async () => {
    const requests = [1, 2, 3, 4, 5, 6].map((id) => create(String(id), 'megan.bowen'))
    const parts = (await call('POST', '$batch', { requests: [...requests, create('7', 'chen.jing')] })).body
      .responses as Part[]
    expect(statusesIn(parts)).toEqual({ 1: 201, 2: 201, 3: 201, 4: 201, 5: 429, 6: 429, 7: 201 })
    expect(byId(parts, '5')).toMatchObject({
      headers: { 'Retry-After': '1' },
      body: {
        error: {
          code: 'ApplicationThrottled',
          message: 'Application is over its MailboxConcurrency limit.',
        },
      },
    })
  })

  test('carries out twenty parts of one mailbox when each waits for the one before it', async () => {
    const requests = Array.from({ length: 20 }, (_, index) => ({
      ...create(String(index), 'megan.bowen'),
      ...(index > 0 ? { dependsOn: [String(index - 1)] } : {}),
    }))
    const parts = (await call('POST', '$batch', { requests })).body.responses as Part[]
    expect(parts.every((part) => part.status === 201)).toBe(true)
  })

  test('does not carry out what depends on a part that failed', async () => {
    const requests = [
      create('1', 'megan.bowen', { colour: 'red' }),
      { ...create('2', 'megan.bowen'), dependsOn: ['1'] },
      { ...create('3', 'megan.bowen'), dependsOn: ['2'] },
    ]
    const parts = (await call('POST', '$batch', { requests })).body.responses as Part[]
    expect(statusesIn(parts)).toEqual({ 1: 400, 2: 424, 3: 424 })
    expect((await call('GET', inbox('megan.bowen'))).body.value).toEqual([])
  })

  test('counts its parts like requests', async () => {
    await call('POST', '$batch', { requests: [create('1', 'megan.bowen'), create('2', 'chen.jing')] })
    expect((await control('GET', '/counters')).json).toMatchObject({
      graph: {
        messagesCreated: 2,
        routes: {
          'POST $batch': { 200: { requests: 1, parts: 0 } },
          'POST users/:user/mailFolders/:folder/messages': { 201: { requests: 0, parts: 2 } },
        },
        largestInFlight: { 'a0000000-0000-4000-8000-000000000001': 1 },
      },
    })
  })
})

describe('Graph refuses a batch', () => {
  const get = (id: string, url = '/users') => ({ id, method: 'GET', url })

  test.each<[string, unknown]>([
    ['without requests', {}],
    ['with none', { requests: [] }],
    ['of 21', { requests: Array.from({ length: 21 }, (_, index) => get(String(index))) }],
    ['with an id given twice', { requests: [get('1'), get('1')] }],
    ['with an id that is a number', { requests: [{ ...get('1'), id: 1 }] }],
    ['with an absolute address', { requests: [get('1', 'https://graph.microsoft.com/v1.0/users')] }],
    ['with an address that names the version', { requests: [get('1', '/v1.0/users')] }],
    ['within a batch', { requests: [{ id: '1', method: 'POST', url: '/$batch', body: {} }] }],
    ['with an unknown method', { requests: [{ ...get('1'), method: 'HEAD' }] }],
    ['with a body whose type it does not say', { requests: [{ ...create('1', 'chen.jing'), headers: {} }] }],
    ['with a part that depends on none of it', { requests: [{ ...get('1'), dependsOn: ['9'] }] }],
    ['with a part that depends on itself', { requests: [{ ...get('1'), dependsOn: ['1'] }] }],
    [
      'in an order that is neither serial nor same',
      {
        requests: [get('1'), { ...get('2'), dependsOn: ['1'] }, get('3'), { ...get('4'), dependsOn: ['3'] }],
      },
    ],
  ])('%s', async (_what, body) => {
    expect(await call('POST', '$batch', body)).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  test('of more than 4 MB, even where each part has less', async () => {
    const body = { contentType: 'text', content: 'x'.repeat(2_100_000) }
    const requests = [create('1', 'megan.bowen', { body }), create('2', 'chen.jing', { body })]
    expect(await call('POST', '$batch', { requests })).toMatchObject({
      status: 413,
      code: 'RequestEntityTooLarge',
    })
  })

  test('without a token', async () => {
    const answer = await call('POST', '$batch', { requests: [get('1')] }, { authorization: '' })
    expect(answer).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' })
  })
})

test('a part uses the token of the batch, whatever its own headers say', async () => {
  const part = { id: '1', method: 'GET', url: '/users', headers: { Authorization: 'Bearer x' } }
  const answer = await call('POST', '$batch', { requests: [part] })
  expect(statusesIn(answer.body.responses as Part[])).toEqual({ 1: 200 })
})

function create(id: string, alias: string, overrides: Record<string, unknown> = {}) {
  return {
    id,
    method: 'POST',
    url: `/${inbox(alias)}`,
    headers: { 'Content-Type': 'application/json' },
    body: importedMessage(overrides),
  }
}

function inbox(alias: string): string {
  return `users/${alias}@contoso.example/mailFolders/inbox/messages`
}

function statusesIn(parts: readonly Part[]): Record<string, number> {
  return Object.fromEntries(parts.map((part) => [part.id, part.status]))
}

function byId(parts: readonly Part[], id: string): Part {
  const part = parts.find((candidate) => candidate.id === id)
  if (!part) throw new Error(`There is no part ${id}.`)
  return part
}
