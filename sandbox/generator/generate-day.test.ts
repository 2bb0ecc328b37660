import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import type { ItemKind } from '#lib/domain/item-kind.ts'
import { type CustomMapping, mappingCandidates } from '#lib/domain/mapping-candidates.ts'
import { participantsOf } from '#lib/domain/participant.ts'
import { CONTOSO_PEOPLE, mappingFor } from './day-people.ts'
import { type GeneratedMessage, generateDay } from './generate-day.ts'

const DATE = '2026-11-21'
/** Two seeds: what holds for one by chance does not hold for both. */
const days = [7, 8].map((seed) =>
  generateDay({ seed, date: DATE, scale: { messages: 160, largestGroup: 60 } }),
)
const messages = days.flat()

const identityOf = (message: GeneratedMessage) => {
  const { archiveMessageId, contentSha256 } = mimeMessageFormat.inspect(message.eml).content
  return `${archiveMessageId}|${contentSha256}`
}

/** Hundreds of messages take their time on a machine that has other things to do. */
const patient = { timeout: 30_000 }

describe('a generated day', patient, () => {
  test('is the same for the same seed, and another for another seed or date', () => {
    const bytesOf = (seed: number, date: string) =>
      Buffer.concat(generateDay({ seed, date, scale: { messages: 70 } }).map((message) => message.eml))
    const [first, again] = [bytesOf(1, DATE), bytesOf(1, DATE)]
    expect(first.equals(again)).toBe(true)
    expect(first.equals(bytesOf(2, DATE))).toBe(false)
    expect(first.equals(bytesOf(1, '2026-11-20'))).toBe(false)
  })

  test.each([1, 2, 9, 70, 333])(
    'of %i messages has exactly as many, each under a name of its own',
    (count) => {
      const day = generateDay({ seed: 3, date: DATE, scale: { messages: count, largestGroup: 20 } })
      expect(day).toHaveLength(count)
      expect(new Set(day.map((message) => message.name)).size).toBe(count)
    },
  )

  test('that is none is refused', () => {
    expect(() => generateDay({ seed: 1, date: 'tomorrow', scale: { messages: 1 } })).toThrow(/not a date/)
  })

  test.each([0, 1])('has something of everything (%i)', (index) => {
    const truths = (days[index] ?? []).map((message) => message.truth)
    const kinds = new Set(truths.map((truth) => truth.kind))
    expect([...kinds].sort()).toEqual(
      ['call', 'chat', 'edited', 'file', 'group-chat', 'recalled', 'system-event'].sort(),
    )
    const classes = new Set(truths.map((truth) => truth.outcome.class))
    expect([...classes].sort()).toEqual(['automatic', 'mapping-only', 'nobody', 'system-event'])
    const known = new Set(truths.flatMap((truth) => truth.participants.map((person) => person.knownBy)))
    expect([...known].sort()).toEqual(['address', 'number', 'opaque-id'])
    const extensions = new Set(
      truths.flatMap((truth) => truth.attachments.map((file) => file.fileName.split('.').at(-1))),
    )
    expect([...extensions]).toEqual(expect.arrayContaining(['amr', 'pdf']))
    expect(truths.some((truth) => truth.threadId !== null && truth.body.contentType === 'html')).toBe(true)
    expect(truths.some((truth) => truth.repeatOf !== null)).toBe(true)
    expect(Math.max(...truths.map((truth) => truth.participants.length))).toBe(60)
  })

  test('is written in every charset and encoding, its file names in every form', () => {
    const text = Buffer.concat(messages.map((message) => message.eml)).toString('latin1')
    for (const form of [
      'charset=gb18030',
      'charset=gbk',
      'charset=big5',
      'charset=utf-8',
      'Encoding: quoted-printable',
      'Encoding: 8bit',
      '=?gb18030?B?',
      '?Q?',
      "filename*=UTF-8''",
      "filename*0*=UTF-8''",
      'filename="=?UTF-8?B?',
    ]) {
      expect(text.includes(form), form).toBe(true)
    }
  })

  test('was sent on that day', () => {
    for (const { truth } of messages) expect(truth.sentAt.slice(0, 10)).toBe(DATE)
  })
})

describe('the truth about a message', patient, () => {
  test('names its kind', () => {
    for (const { eml, truth } of messages) {
      expect(mimeMessageFormat.inspect(eml).kind, truth.subject).toBe(truth.kind satisfies ItemKind)
    }
  })

  test('says when it was sent, under which id and subject', () => {
    for (const { eml, truth } of messages) {
      const { headers, content } = mimeMessageFormat.inspect(eml)
      expect(content.archiveMessageId).toBe(truth.archiveMessageId)
      expect(headers.sentAt?.toISOString()).toBe(truth.sentAt)
      expect(headers.subject).toBe(truth.subject)
      expect(headers.teleMessage.get('archiveinitiator')).toBe(truth.capturedFor)
      expect(headers.teleMessage.get('thread_id') ?? null).toBe(truth.threadId)
    }
  })

  test('knows every person as the header shows them', () => {
    for (const { eml, truth } of messages) {
      const found = participantsOf(mimeMessageFormat.inspect(eml).headers)
      expect(
        found.map(({ role, phone, address, opaqueId }) => ({ role, phone, address, opaqueId })),
        truth.name,
      ).toEqual(truth.participants.map(({ knownBy: _knownBy, isInside: _isInside, ...shown }) => shown))
    }
  })

  test('says which mailboxes automatic and custom mapping find', () => {
    const mapping: CustomMapping = new Map(
      mappingFor(CONTOSO_PEOPLE).map(({ externalId, mailbox }) => [
        externalId.toLowerCase(),
        [{ mailbox, objectId: null, validFrom: null, validTo: null }],
      ]),
    )
    for (const { eml, truth } of messages) {
      if (truth.outcome.class === 'system-event') continue
      const people = participantsOf(mimeMessageFormat.inspect(eml).headers)
      expect(mailboxesOf(people, new Map())).toEqual(truth.outcome.automatic)
      expect(mailboxesOf(people, mapping)).toEqual(truth.outcome.withMapping)
    }
  })

  test('holds the text and every file as they were sent', async () => {
    for (const { eml, truth } of messages) {
      const message = await mimeMessageFormat.decode(eml)
      expect(message.body.contentType, truth.name).toBe(truth.body.contentType)
      expect(message.body.content.replaceAll('\r\n', '\n').trimEnd(), truth.name).toBe(truth.body.content)
      expect(
        message.attachments.map((file) => ({
          fileName: file.fileName,
          sizeBytes: file.content.length,
          sha256: createHash('sha256').update(file.content).digest('hex'),
        })),
        truth.name,
      ).toEqual(truth.attachments)
    }
  })
})

describe('two messages', patient, () => {
  test('are one item when one is a re-export of the other, and differ in bytes', () => {
    for (const day of days) {
      const byName = new Map(day.map((message) => [message.name, message]))
      for (const message of day) {
        if (message.truth.repeatOf === null) continue
        const original = byName.get(message.truth.repeatOf)
        if (!original) throw new Error(`There is no ${message.truth.repeatOf}.`)
        expect(identityOf(message), message.name).toBe(identityOf(original))
        expect(message.eml.equals(original.eml)).toBe(false)
      }
    }
  })

  test('are two items otherwise', () => {
    for (const day of days) {
      const firsts = day.filter((message) => message.truth.repeatOf === null)
      expect(new Set(firsts.map(identityOf)).size).toBe(firsts.length)
    }
  })

  test('with the same content are captures of one message, or the same words said twice', () => {
    for (const day of days) {
      const groups = Map.groupBy(
        day.filter((message) => message.truth.repeatOf === null),
        (message) => mimeMessageFormat.inspect(message.eml).content.contentSha256,
      )
      const isSaidTwice = [...groups.values()].some(
        (group) => new Set(group.map((message) => message.truth.siblingGroup)).size > 1,
      )
      expect(isSaidTwice).toBe(true)
      for (const group of groups.values()) {
        const captures = group.map(({ truth }) => `${truth.siblingGroup} ${truth.capturedFor}`)
        expect(new Set(captures).size).toBe(group.length)
      }
    }
  })

  test('are linked when one recalls or edits the other, in the same archive', () => {
    for (const day of days) {
      const byId = new Map(day.map((message) => [message.truth.archiveMessageId, message.truth]))
      const links = day.filter((message) => message.truth.link !== null)
      expect(links.length).toBeGreaterThan(3)
      for (const { truth } of links) {
        const original = byId.get(truth.link?.archiveMessageId ?? '')
        expect(original?.capturedFor).toBe(truth.capturedFor)
        expect(Date.parse(original?.sentAt ?? '')).toBeLessThan(Date.parse(truth.sentAt))
        expect(truth.body.content).toContain(truth.link?.archiveMessageId)
      }
    }
  })
})

const MAILBOXES = new Map(
  CONTOSO_PEOPLE.flatMap((person) => person.mailboxAddresses.map((address) => [address, person.mailbox])),
)

function mailboxesOf(people: ReturnType<typeof participantsOf>, mapping: CustomMapping): string[] {
  const found = people.map((person) =>
    mappingCandidates(person, mapping, { automatic: true, precedence: 'custom-first', sentOn: null })
      .map((candidate) => MAILBOXES.get(candidate.mailbox))
      .find((mailbox) => mailbox !== undefined),
  )
  return [...new Set(found.flatMap((mailbox) => mailbox ?? []))].sort()
}
