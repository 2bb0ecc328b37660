import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { createGraphCaller, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { fileAttachment, importedMessage, recipient } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'
import type { MailboxContents } from './mailbox-contents.ts'

const HOSTILE = '<script>alert(1)</script>" onload="x'

let sandbox: RunningSandbox
let call: GraphCaller

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = await createGraphCaller(sandbox)
  await call('POST', 'users/wang.lei@contoso.example/mailFolders', { displayName: 'WeChat Archiver <b>' })
  const folders = await call('GET', 'users/wang.lei@contoso.example/mailFolders?$top=100')
  const folder = (folders.body.value as { id: string; displayName: string }[]).find((one) =>
    one.displayName.startsWith('WeChat'),
  )
  await call(
    'POST',
    `users/wang.lei@contoso.example/mailFolders/${folder?.id}/messages`,
    importedMessage({
      subject: HOSTILE,
      toRecipients: [recipient('li.na@fabrikam.example', HOSTILE)],
      body: { contentType: 'html', content: HOSTILE },
      attachments: [fileAttachment({ name: HOSTILE })],
    }),
  )
})
afterAll(() => sandbox.close())

describe('the control API', () => {
  test('says that it is there', async () => {
    expect(await (await fetch(`${sandbox.controlUrl}/health`)).json()).toEqual({ ok: true })
  })

  test('tells what every mailbox holds, with the hash of each attachment', async () => {
    const mailboxes = (await (await fetch(`${sandbox.controlUrl}/mailboxes`)).json()) as MailboxContents[]
    const mailbox = mailboxes.find(({ user }) => user.displayName.includes('Wang Lei'))
    const folder = mailbox?.folders.find((one) => one.displayName === 'WeChat Archiver <b>')
    expect(folder?.messages).toMatchObject([
      {
        subject: HOSTILE,
        isDraft: false,
        sentAt: '2026-11-20T08:00:00Z',
        internetMessageId: '<wc-1@archive.telemessage.example>',
        singleValueExtendedProperties: expect.arrayContaining([
          { id: 'String 0x1a', value: 'IPM.ExternalData.WeChatArchiver' },
        ]),
        attachments: [
          {
            name: HOSTILE,
            contentType: 'application/pdf',
            sizeBytes: 8,
            sha256: createHash('sha256').update('%PDF-1.4').digest('hex'),
            isInline: false,
            contentId: null,
          },
        ],
      },
    ])
    expect(mailboxes.some(({ user }) => user.displayName === 'Miriam Graham')).toBe(false)
  })

  test('tells of one mailbox alone when asked', async () => {
    const url = `${sandbox.controlUrl}/mailboxes?user=megan.bowen@contoso.example`
    const mailboxes = (await (await fetch(url)).json()) as MailboxContents[]
    expect(mailboxes.map(({ user }) => user.displayName)).toEqual(['Megan Bowen'])
  })

  test('adds a person, who then has a mailbox in Graph', async () => {
    const added = await addUser({ displayName: '何芳', mail: 'he.fang@contoso.example' })
    expect(added.status).toBe(201)
    expect(await call('GET', 'users/he.fang@contoso.example')).toMatchObject({
      status: 200,
      body: { displayName: '何芳' },
    })
    expect((await call('GET', 'users/he.fang@contoso.example/mailFolders/inbox')).status).toBe(200)
  })

  test.each([
    ['who is there already', { displayName: 'Megan', mail: 'Megan.Bowen@contoso.example' }, 409],
    ['without an address', { displayName: 'Nobody' }, 400],
    [
      'with a property that people do not have',
      { displayName: 'X', mail: 'x@contoso.example', colour: 'red' },
      400,
    ],
  ])('refuses a person %s', async (_what, person, status) => {
    expect((await addUser(person)).status).toBe(status)
  })

  test('changes a person, and takes one away', async () => {
    const changed = await changeUser('PATCH', 'grady.archie@contoso.example', {
      mobilePhone: null,
      hasMailbox: false,
    })
    expect(await changed.json()).toMatchObject({ displayName: 'Grady Archie', mobilePhone: null })
    expect((await call('GET', 'users/grady.archie@contoso.example/mailFolders')).status).toBe(404)
    expect((await changeUser('DELETE', 'grady.archie@contoso.example')).status).toBe(200)
    expect((await call('GET', 'users/grady.archie@contoso.example')).code).toBe('Request_ResourceNotFound')
    expect((await changeUser('PATCH', 'nobody@contoso.example', {})).status).toBe(404)
    expect((await changeUser('PATCH', 'alex.wilber@contoso.example', { shoeSize: 42 })).status).toBe(400)
  })

  test('refuses a person that a form of another site could send', async () => {
    const response = await fetch(`${sandbox.controlUrl}/users`, {
      method: 'POST',
      body: '{"displayName":"X","mail":"y@c.example"}',
    })
    expect(response.status).toBe(415)
  })
})

describe('the pages', () => {
  test('link to every mailbox from a list', async () => {
    const page = await (await fetch(sandbox.controlUrl)).text()
    expect(page).toContain('<a href="/mailbox/a0000000-0000-4000-8000-000000000005">王磊 Wang Lei</a>')
    expect(page).toContain('WeChat Archiver &lt;b&gt; (1)')
  })

  test('show hostile text as text, and allow no script to run', async () => {
    const response = await fetch(`${sandbox.controlUrl}/mailbox/a0000000-0000-4000-8000-000000000005`)
    const page = await response.text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x')
    expect(page).not.toContain('<script')
    expect(page).not.toContain('" onload')
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  })

  test('end where nothing is', async () => {
    expect((await fetch(`${sandbox.controlUrl}/mailbox/nobody`)).status).toBe(404)
  })
})

function addUser(person: unknown): Promise<Response> {
  return fetch(`${sandbox.controlUrl}/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  })
}

function changeUser(method: string, user: string, change?: unknown): Promise<Response> {
  return fetch(`${sandbox.controlUrl}/users/${user}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(change === undefined ? {} : { body: JSON.stringify(change) }),
  })
}
