import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { createGraphCaller, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { importedMessage } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const CHEN_JING = 'users/chen.jing@contoso.example/mailFolders'
const WANG_LEI = 'users/wang.lei@contoso.example/mailFolders'
const ARCHIVER = { displayName: 'WeChat Archiver', isHidden: false }

let sandbox: RunningSandbox
let call: GraphCaller

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = await createGraphCaller(sandbox)
})
afterAll(() => sandbox.close())

describe('a folder', () => {
  test('is made once, and found by its name from then on', async () => {
    const made = await call('POST', `${CHEN_JING}/msgfolderroot/childFolders`, ARCHIVER)
    expect(made).toMatchObject({ status: 201, body: { displayName: 'WeChat Archiver', totalItemCount: 0 } })

    expect(await call('POST', `${CHEN_JING}/msgfolderroot/childFolders`, ARCHIVER)).toMatchObject({
      status: 409,
      code: 'ErrorFolderExists',
    })
    expect((await call('POST', CHEN_JING, { displayName: 'wechat archiver' })).code).toBe('ErrorFolderExists')

    const filter = encodeURIComponent("displayName eq 'WeChat Archiver'")
    const found = await call('GET', `${CHEN_JING}/msgfolderroot/childFolders?$filter=${filter}&$select=id`)
    expect(found.body.value).toEqual([{ id: made.body.id }])
  })

  test('is renamed and keeps its id', async () => {
    const made = await call('POST', WANG_LEI, { displayName: 'Before' })
    const renamed = await call('PATCH', `${WANG_LEI}/${made.body.id}`, { displayName: 'After' })
    expect(renamed).toMatchObject({ status: 200, body: { id: made.body.id, displayName: 'After' } })
  })

  test('is moved with what lies in it and keeps its id, but not into itself', async () => {
    const outer = await call('POST', WANG_LEI, { displayName: 'Outer' })
    const inner = await call('POST', `${WANG_LEI}/${outer.body.id}/childFolders`, { displayName: 'Inner' })
    const bin = await call('GET', `${WANG_LEI}/deleteditems`)
    const move = (id: unknown, destinationId: unknown) =>
      call('POST', `${WANG_LEI}/${id}/move`, { destinationId })
    expect((await move(outer.body.id, inner.body.id)).code).toBe('ErrorMoveCopyFailed')
    expect((await move(outer.body.id, outer.body.id)).code).toBe('ErrorMoveCopyFailed')
    expect((await move('inbox', outer.body.id)).code).toBe('ErrorMoveDistinguishedFolder')
    expect(await move(outer.body.id, 'deleteditems')).toMatchObject({
      status: 200,
      body: { id: outer.body.id, displayName: 'Outer', parentFolderId: bin.body.id, childFolderCount: 1 },
    })
    expect(await call('GET', `${WANG_LEI}/${inner.body.id}`)).toMatchObject({
      status: 200,
      body: { parentFolderId: outer.body.id },
    })
    await call('POST', WANG_LEI, { displayName: 'Outer' })
    expect((await move(outer.body.id, 'msgfolderroot')).code).toBe('ErrorFolderExists')
  })

  test('is deleted with its messages', async () => {
    const made = await call('POST', WANG_LEI, { displayName: 'Short life' })
    const path = `${WANG_LEI}/${made.body.id}`
    expect((await call('POST', `${path}/messages`, importedMessage())).status).toBe(201)
    expect((await call('DELETE', path)).status).toBe(204)
    expect(await call('GET', path)).toMatchObject({ status: 404, code: 'ErrorItemNotFound' })
    expect((await call('GET', 'users/wang.lei@contoso.example/messages')).body.value).toEqual([])
  })

  test('of the mailbox itself has a well-known name and cannot be deleted', async () => {
    expect(await call('GET', `${WANG_LEI}/Inbox`)).toMatchObject({
      status: 200,
      body: { displayName: 'Inbox' },
    })
    expect((await call('DELETE', `${WANG_LEI}/inbox`)).code).toBe('ErrorDeleteDistinguishedFolder')
  })

  test('that is hidden is listed only when hidden ones are asked for', async () => {
    await call('POST', WANG_LEI, { displayName: 'Under the floor', isHidden: true })
    const names = async (query: string) =>
      (
        (await call('GET', `${WANG_LEI}?$top=100&$select=displayName${query}`)).body.value as {
          displayName: string
        }[]
      ).map((folder) => folder.displayName)
    expect(await names('')).not.toContain('Under the floor')
    expect(await names('&includeHiddenFolders=true')).toContain('Under the floor')
  })
})

describe('Exchange refuses', () => {
  test.each([
    ['a user who does not exist', 'users/nobody@contoso.example/mailFolders', 404, 'ErrorInvalidUser'],
    [
      'a user without a mailbox',
      'users/miriam.graham@contoso.example/mailFolders',
      404,
      'MailboxNotEnabledForRESTAPI',
    ],
    ['a guest', 'users/a0000000-0000-4000-8000-000000000015/mailFolders', 404, 'MailboxNotEnabledForRESTAPI'],
    ['an id that it never gave out', `${CHEN_JING}/AQMkADnonsense=`, 400, 'ErrorInvalidIdMalformed'],
  ])('%s', async (_what, path, status, code) => {
    expect(await call('GET', path)).toMatchObject({ status, code })
  })

  test("another mailbox's folder", async () => {
    const other = await call('GET', `${WANG_LEI}/inbox`)
    expect(await call('GET', `${CHEN_JING}/${other.body.id}`)).toMatchObject({
      status: 404,
      code: 'ErrorItemNotFound',
    })
  })

  test.each([
    ['a folder without a name', { displayName: ' ' }, 'ErrorInvalidRequest'],
    ['a property that folders do not have', { displayName: 'A', colour: 'red' }, 'RequestBodyRead'],
    ['a read-only property', { displayName: 'A', totalItemCount: 3 }, 'ErrorInvalidPropertySet'],
  ])('%s', async (_what, body, code) => {
    expect(await call('POST', CHEN_JING, body)).toMatchObject({ status: 400, code })
  })
})

test('a disabled account still has its mailbox', async () => {
  expect(
    (await call('GET', 'users/johanna.lorenz@contoso.example/mailFolders/msgfolderroot?$select=id')).status,
  ).toBe(200)
})
