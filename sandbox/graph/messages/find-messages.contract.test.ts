import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { createGraphCaller, type GraphAnswer, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { DELIVERY_KEY, importedMessage, receivedProperties } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const IMMUTABLE = { prefer: 'IdType="ImmutableId"' }
const WANG_LEI = 'users/wang.lei@contoso.example'
const LIU_YANG = 'users/liu.yang@contoso.example'

let sandbox: RunningSandbox
let call: GraphCaller

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = await createGraphCaller(sandbox)
  for (let number = 1; number <= 5; number += 1) await post(WANG_LEI, number)
})
afterAll(() => sandbox.close())

describe('messages are found', () => {
  test('by their key in an extended property, in the folder and in the whole mailbox', async () => {
    expect(idsIn(await call('GET', `${WANG_LEI}/messages?$filter=${byKey('Key-3')}`))).toEqual([
      '<wc-3@a.example>',
    ])
    expect(
      idsIn(await call('GET', `${WANG_LEI}/mailFolders/inbox/messages?$filter=${byKey('Key-3')}`)),
    ).toHaveLength(1)
    expect(
      idsIn(await call('GET', `${WANG_LEI}/mailFolders/drafts/messages?$filter=${byKey('Key-3')}`)),
    ).toEqual([])
  })

  test('by a value in another case, but not by a name in another case', async () => {
    expect(idsIn(await call('GET', `${WANG_LEI}/messages?$filter=${byKey('kEY-3')}`))).toHaveLength(1)
    const otherName = byKey(
      'Key-3',
      DELIVERY_KEY.replace('Name ArchiveDeliveryKey', 'Name archivedeliverykey'),
    )
    expect(idsIn(await call('GET', `${WANG_LEI}/messages?$filter=${otherName}`))).toEqual([])
  })

  test('by Message-ID', async () => {
    const filter = encodeURIComponent("internetMessageId eq '<wc-2@a.example>'")
    expect(idsIn(await call('GET', `${WANG_LEI}/messages?$filter=${filter}`))).toEqual(['<wc-2@a.example>'])
  })

  test('never in the mailbox of somebody else', async () => {
    expect(idsIn(await call('GET', `${LIU_YANG}/messages?$filter=${byKey('Key-3')}`))).toEqual([])
  })

  test('newest first, page by page, each once', async () => {
    const found: unknown[] = []
    let next: string | undefined = `${WANG_LEI}/mailFolders/inbox/messages?$top=2&$select=internetMessageId`
    while (next !== undefined) {
      const answer: GraphAnswer = await call('GET', next)
      found.push(...idsIn(answer))
      next = answer.body['@odata.nextLink'] as string | undefined
    }
    expect(found).toEqual([5, 4, 3, 2, 1].map((number) => `<wc-${number}@a.example>`))
  })

  test('by the time of receipt, in the order asked for', async () => {
    const filter = encodeURIComponent('receivedDateTime ge 2026-11-20T08:00:04Z')
    const answer = await call('GET', `${WANG_LEI}/messages?$filter=${filter}&$orderby=receivedDateTime asc`)
    expect(idsIn(answer)).toEqual(['<wc-4@a.example>', '<wc-5@a.example>'])
  })
})

describe('a moved message', () => {
  test('has another id, and the same immutable id, and is found by its key', async () => {
    const made = await post(LIU_YANG, 7, IMMUTABLE)
    const before = await call('GET', `${LIU_YANG}/messages/${made.body.id}`)
    const moved = await call(
      'POST',
      `${LIU_YANG}/messages/${made.body.id}/move`,
      { destinationId: 'archive' },
      IMMUTABLE,
    )
    expect(moved).toMatchObject({ status: 201, body: { id: made.body.id } })

    expect(await call('GET', `${LIU_YANG}/messages/${before.body.id}`)).toMatchObject({
      code: 'ErrorItemNotFound',
    })
    const after = await call('GET', `${LIU_YANG}/messages/${made.body.id}`)
    expect(after.body.id).not.toBe(before.body.id)
    expect(idsIn(await call('GET', `${LIU_YANG}/messages?$filter=${byKey('Key-7')}`))).toHaveLength(1)
  })

  test('was deleted first into Deleted Items, then for good', async () => {
    const made = await post(LIU_YANG, 8, IMMUTABLE)
    const path = `${LIU_YANG}/messages/${made.body.id}`
    expect((await call('DELETE', path)).status).toBe(204)
    expect(idsIn(await call('GET', `${LIU_YANG}/mailFolders/deleteditems/messages`))).toEqual([
      '<wc-8@a.example>',
    ])
    expect((await call('DELETE', path)).status).toBe(204)
    expect(await call('GET', path)).toMatchObject({ status: 404, code: 'ErrorItemNotFound' })
  })
})

describe('Exchange refuses', () => {
  test.each([
    ['a filter by id', "id eq 'x'", 'ErrorInvalidUrlQueryFilter'],
    [
      'a filter on a property without its value',
      `singleValueExtendedProperties/Any(ep: ep/id eq '${DELIVERY_KEY}')`,
      'ErrorInvalidUrlQueryFilter',
    ],
    [
      'a filter on something that is no property',
      "singleValueExtendedProperties/Any(ep: ep/id eq 'Key' and ep/value eq 'x')",
      'ErrorInvalidExtendedProperty',
    ],
    [
      'a filter that compares a date with text',
      "receivedDateTime ge '2026-11-20T08:00:04Z'",
      'ErrorInvalidUrlQueryFilter',
    ],
  ])('%s', async (_what, filter, code) => {
    expect(await call('GET', `${WANG_LEI}/messages?$filter=${encodeURIComponent(filter)}`)).toMatchObject({
      status: 400,
      code,
    })
  })

  test('an order that does not begin with the filter', async () => {
    const query = `$filter=${byKey('Key-1')}&$orderby=receivedDateTime`
    expect((await call('GET', `${WANG_LEI}/messages?${query}`)).code).toBe('InefficientFilter')
  })

  test('extended properties without saying which', async () => {
    expect((await call('GET', `${WANG_LEI}/messages?$expand=singleValueExtendedProperties`)).code).toBe(
      'BadRequest',
    )
  })

  test("another mailbox's message", async () => {
    const made = await post(LIU_YANG, 9)
    expect((await call('GET', `${WANG_LEI}/messages/${made.body.id}`)).code).toBe('ErrorItemNotFound')
  })

  test('an id in other letters: ids differ by case', async () => {
    const made = await post(LIU_YANG, 10)
    const other = String(made.body.id).toLowerCase()
    expect((await call('GET', `${LIU_YANG}/messages/${other}`)).code).toBe('ErrorInvalidIdMalformed')
  })
})

function post(user: string, number: number, headers?: HeadersInit) {
  const properties = receivedProperties(`Key-${number}`).map((property) =>
    property.id === 'SystemTime 0x0E06'
      ? { ...property, value: `2026-11-20T08:00:${String(number).padStart(2, '0')}Z` }
      : property,
  )
  const message = importedMessage({
    internetMessageId: `<wc-${number}@a.example>`,
    singleValueExtendedProperties: properties,
  })
  return call('POST', `${user}/mailFolders/inbox/messages`, message, headers)
}

function byKey(value: string, id = DELIVERY_KEY): string {
  return encodeURIComponent(
    `singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq '${value}')`,
  )
}

function idsIn(answer: GraphAnswer): unknown[] {
  expect(answer.status).toBe(200)
  return (answer.body.value as { internetMessageId: string }[]).map((message) => message.internetMessageId)
}
