import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { writeSampleDay } from './sample-day.ts'

const NOW = new Date('2026-11-22T10:30:15.250Z')

let dir: string
let emails: Email[]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sample-test-'))
  const path = await writeSampleDay(dir, NOW)
  emails = await readEmails(path ?? '')
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('the sample day', () => {
  test('was sent within the twenty hours before now', () => {
    for (const email of emails) {
      const ageHours = (NOW.getTime() - Date.parse(email.date ?? '')) / 3_600_000
      expect(ageHours).toBeGreaterThan(0)
      expect(ageHours).toBeLessThan(20)
    }
  })

  test('names people with their number, and everybody has an address', () => {
    const [first] = emails
    expect(first?.from).toMatchObject({
      name: '陈静 Chen Jing 8613800138001',
      address: 'chen.jing@contoso.example',
    })
    for (const email of emails) {
      for (const person of email.to ?? []) expect(person.address).toMatch(/^\S+@\S+\.example$/)
    }
  })

  test('gives every message an archive id of its own', () => {
    const ids = emails.map((email) => header(email, 'x-telemessage-archivemessageid'))
    expect(new Set(ids).size).toBe(emails.length)
    expect(ids.every(Boolean)).toBe(true)
  })

  test('has the kinds of items that a connector meets', () => {
    const subjects = emails.map((email) => email.subject ?? '').join('\n')
    for (const form of [
      'to chat group 华东项目组',
      'WeChat voice call',
      'unanswered voice call',
      'DELETED For All - UNKNOWN',
      'EDIT READ',
      'WeChat Archiver System Event',
      'WeCom message',
    ]) {
      expect(subjects).toContain(form)
    }
  })

  test('has one picture of about a megabyte, a real PNG, under its Chinese name', () => {
    const picture = emails
      .flatMap((email) => email.attachments)
      .find((file) => file.filename === '展厅平面图.png')
    const content = Buffer.from(picture?.content as ArrayBuffer)
    expect(content.length).toBeGreaterThan(900_000)
    expect(content.subarray(1, 4).toString()).toBe('PNG')
  })

  test('is written into an empty folder only', async () => {
    expect(await writeSampleDay(dir, NOW)).toBeNull()
    expect(await readdir(dir)).toHaveLength(1)
    const other = await mkdtemp(join(tmpdir(), 'sample-test-'))
    await writeFile(join(other, 'mine.zip'), 'x')
    expect(await writeSampleDay(other, NOW)).toBeNull()
    await rm(other, { recursive: true })
  })
})

function header(email: Email, key: string): string | undefined {
  return email.headers.find((field) => field.key === key)?.value
}

async function readEmails(path: string): Promise<Email[]> {
  const zip = await yauzl.openPromise(path)
  const found: Email[] = []
  for await (const file of zip.eachEntry()) {
    if (!file.fileName.endsWith('.eml')) continue
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(file)) chunks.push(chunk as Buffer)
    found.push(await PostalMime.parse(Buffer.concat(chunks)))
  }
  return found
}
