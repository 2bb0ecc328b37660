import { describe, expect, test } from 'vitest'
import { decodedSizesOf, judgeDecodedSize } from '#lib/domain/item-limits.ts'
import { participantsOf } from '#lib/domain/participant.ts'
import { generateDay } from '#sandbox/generator/generate-day.ts'
import { mimeMessageFormat } from './message-format.ts'
import { realMessages, type TestMessage } from './messages-for-tests.ts'
import { mutateMessage } from './mutate-message-for-tests.ts'

const MUTATIONS = 3_000
const LIMIT_BYTES = 10 * 1024 * 1024
const real = realMessages()
const generated = generateDay({ seed: 7, date: '2026-11-21', scale: { messages: 120 } })

describe('damaged messages', () => {
  test('of our own making all end in a counted outcome', async () => {
    const outcomes = await outcomesOf(generated, MUTATIONS)
    expect(sum(outcomes)).toBe(MUTATIONS)
    // Damage is damage: most messages survive it, and none of the ways to end is a fault of the code.
    expect(outcomes.decoded).toBeGreaterThan(MUTATIONS / 2)
  })

  test.skipIf(real.length === 0)('of the real world all end in a counted outcome', async () => {
    expect(sum(await outcomesOf(real, MUTATIONS))).toBe(MUTATIONS)
  })
})

type Outcomes = { decoded: number; unreadable: number; headerFault: number }

async function outcomesOf(messages: readonly TestMessage[], count: number): Promise<Outcomes> {
  const outcomes: Outcomes = { decoded: 0, unreadable: 0, headerFault: 0 }
  for (let seed = 0; seed < count; seed += 1) {
    const original = messages[seed % messages.length]
    if (!original) throw new Error('There is no message to damage.')
    const { bytes, how } = mutateMessage(original.eml, seed)
    outcomes[await outcomeOf(bytes, `${original.name}, seed ${seed}: ${how}`)] += 1
  }
  return outcomes
}

async function outcomeOf(bytes: Buffer, which: string): Promise<keyof Outcomes> {
  const { headers, content, headerFault } = mimeMessageFormat.inspect(bytes)
  expect(content.contentSha256, which).toMatch(/^[0-9a-f]{64}$/)
  expect(mimeMessageFormat.inspect(bytes).content, which).toEqual(content)
  for (const person of participantsOf(headers)) {
    expect(person.address, which).not.toMatch(/\s/)
    expect(person.phone, which).toMatch(/^\d*$/)
  }
  if (headerFault !== null) return 'headerFault'
  const decoded = await mimeMessageFormat.decode(bytes).catch((error: { code?: string }) => error)
  if (!('body' in decoded)) {
    expect(decoded.code, which).toBe('message_unreadable')
    return 'unreadable'
  }
  expect(decoded.body.content.isWellFormed(), which).toBe(true)
  expect(decoded.to, which).toEqual(headers.to)
  for (const file of decoded.attachments) expect(file.fileName, which).not.toBe('')
  expect(judgeDecodedSize(decodedSizesOf(decoded), LIMIT_BYTES), which).toBe('within-limit')
  return 'decoded'
}

function sum(outcomes: Outcomes): number {
  return outcomes.decoded + outcomes.unreadable + outcomes.headerFault
}
