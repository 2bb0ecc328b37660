import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import { writeSampleDay } from '#sandbox/telemessage/sample-day.ts'
import { startTestSite, type TestSite, type Visitor, visit } from './site-for-tests.ts'

let site: TestSite
let visitor: Visitor
let original: string

beforeAll(async () => {
  site = await startTestSite()
  const path = await writeSampleDay(site.packagesDir, new Date('2026-11-21T05:00:00Z'))
  original = (path ?? '').slice(site.packagesDir.length + 1)
  visitor = await visit(site.login)
})
afterAll(async () => {
  visitor.end()
  await site.close()
})

describe('a re-export', () => {
  test('has every message once more, in another order and under other names', async () => {
    const [before, after] = await exportTwice('order')
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
    expect([...after.keys()]).not.toEqual([...before.keys()])
    const names = (messages: typeof before) => [...messages.values()].map(({ entry }) => entry)
    expect(names(after).some((name) => names(before).includes(name))).toBe(false)
  })

  test('says the same in each message, by another way: other Message-ID, Received and boundaries', async () => {
    const [before, after] = await exportTwice('way')
    for (const [id, { eml }] of before) {
      const again = after.get(id)?.eml ?? Buffer.alloc(0)
      expect(again.equals(eml)).toBe(false)
      expect(boundaries(again).some((boundary) => boundaries(eml).includes(boundary))).toBe(false)
      expect(boundaries(again)).toHaveLength(boundaries(eml).length)
      const [one, other] = await Promise.all([PostalMime.parse(eml), PostalMime.parse(again)])
      expect(other.messageId).not.toBe(one.messageId)
      expect(other.headers.filter(({ key }) => key === 'received')).toHaveLength(2)
      expect(saidBy(other)).toEqual(saidBy(one))
    }
  })

  test('is the same item to the product', async () => {
    const [before, after] = await exportTwice('identity')
    for (const [id, { eml }] of before) {
      const again = after.get(id)?.eml ?? Buffer.alloc(0)
      expect(mimeMessageFormat.inspect(again).content).toEqual(mimeMessageFormat.inspect(eml).content)
    }
    expect(before.size).toBe(25)
  })

  test('with the same seed is the same, with another it is another', async () => {
    const [first, second, third] = [
      await reExport({ package: original, seed: 'a' }),
      await reExport({ package: original, seed: 'a' }),
      await reExport({ package: original, seed: 'b' }),
    ]
    const idOf = async (name: string) =>
      [...(await messagesOf(name)).values()].map(({ eml }) => /^Message-ID: .*$/m.exec(eml.toString())?.[0])
    expect(await idOf(second)).toEqual(await idOf(first))
    expect(await idOf(third)).not.toEqual(await idOf(first))
  })

  test.each([
    ['of a package that is not there', { package: 'missing.zip' }, 422],
    ['of a path', { package: '../sftp-host-key' }, 400],
    ['of nothing', {}, 400],
  ])('%s is refused', async (_what, order, status) => {
    expect((await site.control('POST', '/site/re-exports', order)).status).toBe(status)
  })
})

type Messages = Map<string, { entry: string; eml: Buffer }>

async function exportTwice(seed: string): Promise<[Messages, Messages]> {
  return [await messagesOf(original), await messagesOf(await reExport({ package: original, seed }))]
}

async function reExport(order: object): Promise<string> {
  const { body, status } = await site.control('POST', '/site/re-exports', order)
  expect(status).toBe(201)
  return String(body.package)
}

/** As the site gives them, by archive message id, in the order of the package. */
async function messagesOf(name: string): Promise<Messages> {
  const zip = await yauzl.fromBufferPromise(await visitor.read(name))
  const found: Messages = new Map()
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('.eml')) continue
    const eml = await buffer(await zip.openReadStreamPromise(entry))
    const id = /^X-TELEMESSAGE-ArchiveMessageID: *(\S+)/im.exec(eml.toString())?.[1] ?? ''
    found.set(id, { entry: entry.fileName, eml })
  }
  return found
}

function boundaries(eml: Buffer): string[] {
  return [...eml.toString('latin1').matchAll(/boundary="([^"]+)"/g)].map(([, boundary]) => boundary ?? '')
}

function saidBy({
  attachments,
  date,
  from,
  headers,
  html,
  subject,
  text,
  to,
}: Awaited<ReturnType<typeof PostalMime.parse>>) {
  return {
    ...{ date, from, html, subject, text, to },
    telemessage: headers.filter(({ key }) => key.startsWith('x-telemessage-')),
    attachments: attachments.map(({ content, filename, mimeType }) => ({
      filename,
      mimeType,
      content: Buffer.from(content as ArrayBuffer).toString('base64'),
    })),
  }
}
