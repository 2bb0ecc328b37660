import { afterEach, expect, test, vi } from 'vitest'
import type { GraphClient } from './graph-client.ts'
import { GraphDispatcher } from './graph-dispatcher.ts'
import { NotSentError } from './graph-errors.ts'
import { MailboxGates } from './mailbox-gates.ts'

const LIMITS = { concurrentRequests: 1, requestsPer10Minutes: 100, uploadBytesPer5Minutes: 1_000_000 }
const MESSAGES = '/users/megan/messages'

afterEach(() => {
  vi.useRealTimers()
})

test('what waited for a place until it might no longer be sent is not sent', async () => {
  const sent: { json: string; answer: (value: unknown) => void }[] = []
  const client: GraphClient = {
    get: async () => null,
    post: (_path, json) => new Promise((answer) => sent.push({ json, answer })),
  }
  const dispatcher = new GraphDispatcher(client, {
    gates: new MailboxGates(LIMITS),
    isBatching: true,
    nowMs: () => 0,
  })
  let isAllowed = true
  const first = dispatcher.post(MESSAGES, '"first"', () => isAllowed)
  const second = dispatcher.post(MESSAGES, '"second"', () => isAllowed)
  const third = dispatcher.post(MESSAGES, '"third"')
  await new Promise(setImmediate)
  isAllowed = false
  sent[0]?.answer('done')
  await expect(first).resolves.toBe('done')
  await expect(second).rejects.toThrow(NotSentError)
  await expect.poll(() => sent.length).toBe(2)
  sent[1]?.answer('done too')
  await expect(third).resolves.toBe('done too')
  expect(sent.map(({ json }) => json)).toEqual(['"first"', '"third"'])
})

test('what does not fill a batch waits for the next answer while enough batches are out', async () => {
  // Nothing goes because it has waited for long enough.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const batches: { parts: number; answer: () => void }[] = []
  const client: GraphClient = {
    get: async () => null,
    post: (_path, json) =>
      new Promise((answer) => {
        const { requests } = JSON.parse(json) as { requests: { id: string }[] }
        const responses = requests.map(({ id }) => ({ id, status: 201, body: {} }))
        batches.push({ parts: requests.length, answer: () => answer({ responses }) })
      }),
  }
  const dispatcher = new GraphDispatcher(client, {
    gates: new MailboxGates({ ...LIMITS, concurrentRequests: 4 }),
    isBatching: true,
    nowMs: () => 0,
  })
  const post = (count: number, from: number) =>
    Array.from({ length: count }, (_, number) =>
      dispatcher.post(`/users/person-${from + number}/messages`, '{}'),
    )
  const first = post(44, 0)
  await new Promise(setImmediate)
  expect(batches.map(({ parts }) => parts)).toEqual([11, 11, 11, 11])
  const late = post(2, 100)
  await new Promise(setImmediate)
  expect(batches).toHaveLength(4)
  batches[0]?.answer()
  await first[0]
  // Whoever asked hears of the answer first, and then the next batch is made.
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(batches.map(({ parts }) => parts)).toEqual([11, 11, 11, 11, 2])
  for (const batch of batches) batch.answer()
  await Promise.all([...first, ...late])
})
