import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import { startSandbox } from '#sandbox/start-sandbox.ts'
import { trustCa } from '#sandbox/trust-ca.ts'
import { openSandboxGraph } from '#scripts/test-support/sandbox-graph.ts'
import type { GraphClient } from './graph-client.ts'
import type { GraphDirectory } from './graph-directory.ts'
import type { GraphMailboxWriter } from './graph-mailbox-writer.ts'

let folder: string
let sandbox: Awaited<ReturnType<typeof startSandbox>>
let graph: GraphClient
let directory: GraphDirectory
let writer: GraphMailboxWriter
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graph-'))
  sandbox = await startSandbox({ dir: folder })
  trustCa(sandbox.caPem)
  ;({ graph, directory, writer } = openSandboxGraph(sandbox))
})
afterAll(async () => {
  await sandbox?.close()
  await rm(folder, { recursive: true, force: true })
})

async function mailboxOf(address: string): Promise<string> {
  const answer = await directory.findUser(address)
  if (answer.found !== true) throw new Error(`${address}: ${JSON.stringify(answer)}`)
  return answer.user.objectId
}

describe('the directory', () => {
  test('finds a person by primary address, in any case, and by proxy address', async () => {
    const liuYang = {
      found: true,
      user: { address: 'liu.yang@contoso.example', displayName: '刘洋 Liu Yang' },
    }
    expect(await directory.findUser('liu.yang@contoso.example')).toMatchObject(liuYang)
    expect(await directory.findUser('Liu.Yang@Contoso.example')).toMatchObject(liuYang)
    expect(await directory.findUser('leo.liu@contoso-china.example')).toMatchObject(liuYang)
  })

  test('finds a disabled person who has a mailbox, and nobody who has none', async () => {
    expect(await directory.findUser('johanna.lorenz@contoso.example')).toMatchObject({ found: true })
    expect(await directory.findUser('miriam.graham@contoso.example')).toEqual({
      found: false,
      reason: 'mailbox-inactive',
    })
  })

  test('tells a mailbox on a local server from one that is inactive, and that from one that was deleted', async () => {
    const reasonOf = async (alias: string) => directory.findUser(`${alias}@contoso.example`)
    expect(await reasonOf('pradeep.gupta')).toEqual({ found: false, reason: 'mailbox-on-premises' })
    expect(await reasonOf('enrico.cattaneo')).toEqual({ found: false, reason: 'mailbox-inactive' })
    expect(await reasonOf('nestor.wilke')).toEqual({ found: false, reason: 'no-mailbox' })
  })

  test('knows guests and strangers', async () => {
    expect(await directory.findUser('li.na@fabrikam.example')).toEqual({ found: false, reason: 'guest' })
    expect(await directory.findUser("o'nobody+x&y@contoso.example")).toEqual({
      found: false,
      reason: 'not-found',
    })
  })
})

const MESSAGE: MailboxMessage = {
  message: {
    subject: 'WeChat message from 8613800138001 to 8613800138002',
    from: { name: '陈静 8613800138001', address: 'chen.jing@contoso.example' },
    to: [
      { name: '王磊 8613800138002', address: 'wang.lei@contoso.example' },
      { name: 'Customer 8613700137000', address: '' },
    ],
    cc: [],
    bcc: [],
    messageId: '<a-1@telemessage.example>',
    sentAt: new Date('2026-11-21T08:30:00Z'),
    body: { contentType: 'html', content: '<p>你好</p>' },
    attachments: [
      {
        fileName: '微信.png',
        contentType: 'image/png',
        contentId: 'pic@1',
        isInline: true,
        content: new Uint8Array([137, 80, 78, 71, 0, 255]),
      },
    ],
  },
  messageClass: 'IPM.ExternalData.WeChatArchiver',
  deliveryKey: 'delivery-1',
  category: 'WeChat chat',
  receivedAt: new Date('2026-11-21T08:31:00Z'),
  notes: [],
}

describe('a mailbox', () => {
  test('gets its folder once, whoever asks first', async () => {
    const mailbox = await mailboxOf('wang.lei@contoso.example')
    const answers = await Promise.all(
      [1, 2, 3].map(() => writer.ensureFolder(mailbox, 'WeChat Archiver', null)),
    )
    const ids = new Set(answers.map((answer) => answer.ok && answer.folderId))
    expect(ids.size).toBe(1)
    expect([...ids][0]).toEqual(expect.any(String))
  })

  describe('whose folder was', () => {
    let objectId: string
    let folders: string
    let known: string

    beforeEach(async () => {
      objectId = await mailboxOf('liu.yang@contoso.example')
      folders = `/users/${objectId}/mailFolders`
      known = await folderNow(null)
    })

    const folderNow = async (knownId: string | null) => {
      const answer = await writer.ensureFolder(objectId, 'WeChat Archiver', knownId)
      if (!answer.ok) throw new Error(answer.outcome.outcome)
      return answer.folderId
    }
    const move = (id: string, destinationId: string) =>
      graph.post(`${folders}/${id}/move`, JSON.stringify({ destinationId }))
    const make = async (displayName: string) => {
      const made = (await graph.post(folders, JSON.stringify({ displayName }))) as { id: string }
      return made.id
    }

    test('moved below another one keeps it, whatever else has its name now', async () => {
      const customers = await make(`Customers ${known.slice(-6)}`)
      await move(known, customers)
      expect(await folderNow(known)).toBe(known)
      const sameName = await make('WeChat Archiver')
      expect([await folderNow(known), await folderNow(null)]).toEqual([known, sameName])
      await move(sameName, 'deleteditems')
      await move(customers, 'deleteditems')
      const anew = await folderNow(known)
      expect([known, sameName, customers]).not.toContain(anew)
      await graph.post(`${folders}/${anew}/move`, JSON.stringify({ destinationId: 'archive' }))
    })

    test('thrown away gets it anew, below the root, and nothing goes into Deleted Items', async () => {
      const bin = `Bin ${known.slice(-6)}`
      await move(known, await make(bin))
      expect(await folderNow(known)).toBe(known)
      const binned = (await graph.get(`${folders}/${known}`)) as { parentFolderId: string }
      await move(binned.parentFolderId, 'deleteditems')
      const anew = await folderNow(known)
      expect(anew).not.toBe(known)
      const root = (await graph.get(`${folders}/msgfolderroot`)) as { id: string }
      expect(await graph.get(`${folders}/${anew}`)).toMatchObject({
        displayName: 'WeChat Archiver',
        parentFolderId: root.id,
        totalItemCount: 0,
      })
      expect(await folderNow(anew)).toBe(anew)
    })

    test('deleted for good, or never its own, gets one as well', async () => {
      for (const gone of ['AAMkAGNotAFolder', (await elsewhere()).folderId])
        expect(await folderNow(gone)).toBe(known)
    })

    async function elsewhere() {
      const other = await writer.ensureFolder(
        await mailboxOf('chen.jing@contoso.example'),
        'WeChat Archiver',
        null,
      )
      if (!other.ok) throw new Error('no folder')
      return other
    }
  })

  test('gets nothing that may no longer be sent, alone or with others, whatever the connection does', async () => {
    const folders = await Promise.all(
      ['wang.lei@contoso.example', 'chen.jing@contoso.example'].map(async (alias) => {
        const mailbox = await mailboxOf(alias)
        const folder = await writer.ensureFolder(mailbox, 'WeChat Archiver', null)
        if (!folder.ok) throw new Error(folder.outcome.outcome)
        return { mailbox, folderId: folder.folderId }
      }),
    )
    // First it may go, when it is chosen to be sent, and then, when it would leave, no more.
    const onlyOnce = () => {
      let asked = 0
      return () => asked++ === 0
    }
    const create = (mayBeSent: () => boolean) =>
      Promise.all(folders.map((one) => writer.create(one.mailbox, one.folderId, MESSAGE, mayBeSent)))
    expect(await create(() => false)).toEqual([{ outcome: 'not-sent' }, { outcome: 'not-sent' }])
    const [first, second] = [onlyOnce(), onlyOnce()]
    expect(
      await Promise.all(
        folders.map((one, index) =>
          writer.create(one.mailbox, one.folderId, MESSAGE, index === 0 ? first : second),
        ),
      ),
    ).toEqual([{ outcome: 'not-sent' }, { outcome: 'not-sent' }])
    expect(await create(() => true)).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }])
    for (const { mailbox, folderId } of folders)
      expect(await graph.get(`/users/${mailbox}/mailFolders/${folderId}`)).toMatchObject({
        totalItemCount: 1,
      })
  })

  test('gets a message as received, with its times, class, people and files', async () => {
    const mailbox = await mailboxOf('wang.lei@contoso.example')
    const folderAnswer = await writer.ensureFolder(mailbox, 'WeChat Archiver', null)
    if (!folderAnswer.ok) throw new Error(folderAnswer.outcome.outcome)
    const outcome = await writer.create(mailbox, folderAnswer.folderId, MESSAGE)
    if (outcome.outcome !== 'created') throw new Error(JSON.stringify(outcome))

    const path = `/users/${mailbox}/messages/${encodeURIComponent(outcome.messageId)}`
    expect(await graph.get(path)).toMatchObject({
      isDraft: false,
      isRead: true,
      subject: MESSAGE.message.subject,
      sentDateTime: '2026-11-21T08:30:00Z',
      receivedDateTime: '2026-11-21T08:31:00Z',
      internetMessageId: '<a-1@telemessage.example>',
      categories: ['WeChat chat'],
      parentFolderId: folderAnswer.folderId,
      from: { emailAddress: { address: 'chen.jing@contoso.example' } },
      toRecipients: [
        { emailAddress: { address: 'wang.lei@contoso.example' } },
        { emailAddress: { name: 'Customer 8613700137000', address: '8613700137000@unaddressed.invalid' } },
      ],
    })
    expect(await graph.get(`${path}/attachments`)).toMatchObject({
      value: [{ name: '微信.png', contentType: 'image/png', isInline: true, contentId: 'pic@1' }],
    })
    expect(await writer.findByDeliveryKey(mailbox, 'delivery-1')).toEqual({
      outcome: 'found',
      messageId: outcome.messageId,
    })
  })

  test('still has a message that was moved to another folder', async () => {
    const mailbox = await mailboxOf('zhao.min@contoso.example')
    const [first, second] = [
      await writer.ensureFolder(mailbox, 'WeChat Archiver', null),
      await writer.ensureFolder(mailbox, 'Elsewhere', null),
    ]
    if (!first.ok || !second.ok) throw new Error('no folder')
    const outcome = await writer.create(mailbox, first.folderId, { ...MESSAGE, deliveryKey: "it's moved" })
    if (outcome.outcome !== 'created') throw new Error(JSON.stringify(outcome))
    const move = `/users/${mailbox}/messages/${encodeURIComponent(outcome.messageId)}/move`
    await graph.post(move, JSON.stringify({ destinationId: second.folderId }))
    expect(await writer.findByDeliveryKey(mailbox, "it's moved")).toEqual({
      outcome: 'found',
      messageId: expect.any(String),
    })
    expect(await writer.findByDeliveryKey(mailbox, 'never sent')).toEqual({ outcome: 'absent' })
  })

  test('takes what a real message can be at its worst', async () => {
    const mailbox = await mailboxOf('sun.yue@contoso.example')
    const folderAnswer = await writer.ensureFolder(mailbox, 'WeChat Archiver', null)
    if (!folderAnswer.ok) throw new Error(folderAnswer.outcome.outcome)
    const worst: MailboxMessage = {
      ...MESSAGE,
      deliveryKey: 'worst',
      category: '',
      message: {
        ...MESSAGE.message,
        subject: '长'.repeat(300),
        from: null,
        to: Array.from({ length: 600 }, (_, i) => ({
          name: `P ${i}`,
          address: i % 2 ? '' : `p${i}@contoso.example`,
        })),
        messageId: 'not a message id',
        sentAt: null,
        body: { contentType: 'text', content: '' },
        attachments: [
          {
            fileName: 'a',
            contentType: 'application/octet-stream',
            contentId: null,
            isInline: true,
            content: new Uint8Array(2_800_000),
          },
        ],
      },
    }
    expect(await writer.create(mailbox, folderAnswer.folderId, worst)).toMatchObject({ outcome: 'created' })
  })

  test('that is gone, or whose folder is gone, says so', async () => {
    const mailbox = await mailboxOf('wang.lei@contoso.example')
    const elsewhere = await writer.ensureFolder(
      await mailboxOf('chen.jing@contoso.example'),
      'WeChat Archiver',
      null,
    )
    if (!elsewhere.ok) throw new Error(elsewhere.outcome.outcome)
    for (const folderId of [elsewhere.folderId, 'AAMkAGNotAFolder']) {
      expect(await writer.create(mailbox, folderId, MESSAGE)).toMatchObject({ outcome: 'folder-gone' })
    }
    const nobody = 'a0000000-0000-4000-8000-999999999999'
    expect(await writer.create(nobody, 'inbox', MESSAGE)).toMatchObject({ outcome: 'mailbox-gone' })
    expect(await writer.ensureFolder(nobody, 'WeChat Archiver', null)).toMatchObject({
      ok: false,
      outcome: { outcome: 'mailbox-gone' },
    })
  })
})

test('a wrong secret is a refused token, and nothing reaches Graph', async () => {
  await expect(
    openSandboxGraph(sandbox, { clientSecret: 'wrong' }).graph.get('/users'),
  ).rejects.toMatchObject({ code: 'token_refused' })
})
