import { expect, test } from 'vitest'
import type { GraphClient } from './graph-client.ts'
import { GraphDispatcher } from './graph-dispatcher.ts'
import { NotSentError } from './graph-errors.ts'
import { MailboxGates } from './mailbox-gates.ts'

const LIMITS = { concurrentRequests: 1, requestsPer10Minutes: 100, uploadBytesPer5Minutes: 1_000_000 }
const MESSAGES = '/users/megan/messages'

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
