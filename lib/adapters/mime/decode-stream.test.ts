import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ArchivedMessage } from '#lib/domain/archived-message.ts'
import { isInMemory, sizeOfContent } from '#lib/domain/attachment-content.ts'
import { generateDay } from '#sandbox/generator/generate-day.ts'
import { hostileMessages } from '#sandbox/generator/hostile-messages.ts'
import { decodeMessage } from './decode-message.ts'
import { decodeStream } from './decode-stream.ts'
import { inspectStream } from './inspect-stream.ts'
import { mimeMessageFormat } from './message-format.ts'
import { realMessages } from './messages-for-tests.ts'
import { mutateMessage } from './mutate-message-for-tests.ts'

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'decode-stream-'))
})
afterAll(() => rm(scratch, { recursive: true }))

/** Pieces of one to a few hundred bytes, or of thousands for a large message; the same seed cuts the same. */
function cut(bytes: Uint8Array, seed: number): AsyncIterable<Uint8Array> {
  const longest = Math.max(200, bytes.length / 50)
  return {
    async *[Symbol.asyncIterator]() {
      let state = seed
      for (let done = 0; done < bytes.length; ) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
        const end = done + 1 + Math.floor((state / 2 ** 32) * longest)
        // A copy that is overwritten once it was taken: what is kept must have been copied.
        const piece = Uint8Array.from(bytes.subarray(done, end))
        yield piece
        piece.fill(0x21)
        done = end
      }
    },
  }
}

/** Far below what a worker stores, so that ordinary messages have contents on disk. */
const STORED_ABOVE_BYTES = 60

async function streamed(bytes: Uint8Array, seed: number) {
  const { message, release } = await decodeStream(cut(bytes, seed), scratch, STORED_ABOVE_BYTES)
  const attachments = []
  for (const file of message.attachments) {
    const pieces: Uint8Array[] = []
    if (isInMemory(file.content)) pieces.push(file.content)
    else for await (const piece of file.content.read()) pieces.push(piece)
    const content = Buffer.concat(pieces)
    expect(content.length).toBe(sizeOfContent(file.content))
    attachments.push({ ...file, content: hashOf(content) })
  }
  await release()
  return { ...message, attachments }
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function withHashes(message: ArchivedMessage<Uint8Array>) {
  const attachments = message.attachments.map((file) => ({ ...file, content: hashOf(file.content) }))
  return { ...message, attachments }
}

async function expectSame(bytes: Uint8Array, which: string, seed: number): Promise<void> {
  const { decoded, ...inspected } = await inspectStream(cut(bytes, seed))
  expect(inspected, which).toEqual(mimeMessageFormat.inspect(bytes))
  const whole = await decodeMessage(bytes).catch((error: { code?: string }) => error.code)
  const inPieces = await streamed(bytes, seed).catch((error: { code?: string }) => error.code)
  expect(inPieces, which).toEqual(typeof whole === 'object' ? withHashes(whole) : whole)
  if (typeof whole !== 'object') expect(decoded, which).toMatchObject({ fault: 'unreadable' })
  else {
    expect(decoded, which).toEqual({
      bodyBytes: Buffer.byteLength(whole.body.content),
      attachments: whole.attachments.map(({ fileName, content }) => ({
        fileName,
        sizeBytes: content.length,
      })),
    })
  }
}

const messages = [
  ...generateDay({ seed: 7, date: '2026-11-21', scale: { messages: 60 } }),
  ...hostileMessages('2026-11-21').filter(({ eml }) => eml.length < 200_000),
  ...realMessages().filter(({ eml }) => eml.length < 200_000),
]

describe('a message that comes as a stream', () => {
  test('is the same message, wherever it was cut', async () => {
    for (const [index, { name, eml }] of messages.entries()) await expectSame(eml, name, index)
  })

  test('is the same when it is damaged', async () => {
    const small = messages.filter(({ eml }) => eml.length < 50_000)
    for (let seed = 0; seed < 300; seed += 1) {
      const original = small[seed % small.length]
      if (!original) throw new Error('There is no message to damage.')
      const { bytes, how } = mutateMessage(original.eml, seed)
      await expectSame(bytes, `${original.name}, seed ${seed}: ${how}`, seed)
    }
  })

  test('leaves nothing on disk when it was released, and when it could not be decoded', async () => {
    expect(await readdir(scratch)).toEqual([])
    const nested = Array.from(
      { length: 300 },
      (_, i) => `Content-Type: multipart/x; boundary=n-${i}\n\n--n-${i}\n`,
    )
    const bytes = Buffer.from(nested.join(''))
    await expect(decodeStream(cut(bytes, 1), scratch)).rejects.toMatchObject({ code: 'message_unreadable' })
    expect(await readdir(scratch)).toEqual([])
  })

  test('has a file of one endless line, in each encoding, to the last byte', async () => {
    const longLine = Buffer.alloc(1_200_001, 'ab=41=\r-c')
    for (const encoding of ['8bit', 'base64', 'quoted-printable']) {
      const bytes = Buffer.concat([
        Buffer.from('Content-Type: multipart/mixed; boundary=b-000001\r\n\r\n--b-000001\r\n'),
        Buffer.from(`Content-Type: image/png\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`),
        longLine,
        Buffer.from('\r\n--b-000001--\r\n'),
      ])
      await expectSame(bytes, encoding, 3)
    }
  })

  test('has a text above what can be imported refused, and said to be too large', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Subject: long\r\n\r\n'),
      Buffer.alloc(17 * 1024 * 1024, 'text\n'),
    ])
    await expect(decodeStream(cut(bytes, 1), scratch)).rejects.toMatchObject({ code: 'message_unreadable' })
    const { headers, decoded } = await inspectStream(cut(bytes, 1))
    expect(headers.subject).toBe('long')
    expect(decoded).toEqual({
      fault: 'too-large',
      detail: 'The text of the message has more than 16777216 bytes.',
    })
  })
})
