import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { createGraphCaller, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { DELIVERY_KEY, importedMessage, receivedProperties } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const USER = 'users/wang.lei@contoso.example'
const INBOX = `${USER}/mailFolders/inbox/messages`
const CREATE = 'POST *messages'

let sandbox: RunningSandbox
let call: GraphCaller
let control: ControlCaller
let clock = Date.parse('2026-11-21T12:00:00Z')

beforeAll(async () => {
  sandbox = await startTestSandbox({ now: () => new Date(clock) })
  call = await createGraphCaller(sandbox)
  control = createControlCaller(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(() => control('POST', '/reset', { mailboxes: true }))

describe('a fault', () => {
  test.each(['before429', 'before503', 'before504'])('%s strikes, and nothing was done', async (fault) => {
    await set({ faultsAt: [{ match: CREATE, n: 1, fault }] })
    const answer = await call('POST', INBOX, importedMessage())
    expect(answer.status).toBe(Number(fault.slice(-3)))
    expect(await held()).toBe(0)
  })

  test.each(['after429', 'after503', 'after504'])('%s strikes, and the message is there', async (fault) => {
    await set({ faultsAt: [{ match: CREATE, n: 1, fault }] })
    expect((await call('POST', INBOX, importedMessage())).status).toBe(Number(fault.slice(-3)))
    expect(await held()).toBe(1)
  })

  test('504 never says when to come back, 429 always does', async () => {
    await set({ rates: { before504: 1 } })
    for (let count = 0; count < 8; count += 1) {
      expect((await call('GET', INBOX)).headers.get('retry-after')).toBeNull()
    }
    await set({ rates: { before429: 1 }, retryAfterSeconds: 7 })
    expect((await call('GET', INBOX)).headers.get('retry-after')).toBe('7')
  })

  test.each([
    ['beforeCut', 0],
    ['afterCut', 1],
  ])('%s ends the connection, with %i messages made', async (fault, count) => {
    await set({ faultsAt: [{ match: CREATE, n: 1, fault }] })
    await expect(call('POST', INBOX, importedMessage())).rejects.toThrow()
    expect(await held()).toBe(count)
  })

  test.each([
    ['beforeHang', 0],
    ['afterHang', 1],
  ])('%s never answers, with %i messages made, until the reset ends it', async (fault, count) => {
    await set({ faultsAt: [{ match: CREATE, n: 1, fault }] })
    const pending = call('POST', INBOX, importedMessage()).then(
      () => 'answered',
      () => 'cut',
    )
    await vi.waitFor(async () => expect(await counted(CREATE_ROUTE)).toHaveProperty('hang'))
    expect(await held()).toBe(count)
    await control('POST', '/reset')
    expect(await pending).toBe('cut')
  })

  test.each(['late503', 'late504', 'lateCut'])(
    '%s answers first, and the message comes later',
    async (fault) => {
      await set({ lateEffectMs: 300, faultsAt: [{ match: CREATE, n: 1, fault }] })
      await call('POST', INBOX, importedMessage()).catch(() => undefined)
      expect(await held()).toBe(0)
      expect((await control('GET', '/counters')).json).toMatchObject({ graph: { lateEffectsPending: 1 } })
      await vi.waitFor(async () => expect(await held()).toBe(1))
    },
  )

  test('strikes the n-th request that matches, so many times, and no other mailbox', async () => {
    await set({
      faultsAt: [{ match: CREATE, mailbox: 'WANG.LEI@contoso.example', n: 2, times: 2, fault: 'before503' }],
    })
    const statuses = []
    for (let count = 0; count < 5; count += 1) {
      statuses.push((await call('POST', INBOX, importedMessage())).status)
      await call('GET', INBOX)
      await call('POST', INBOX.replace('wang.lei', 'chen.jing'), importedMessage())
    }
    expect(statuses).toEqual([201, 503, 503, 201, 201])
  })

  test('of a connection is a 504 for a part of a batch, which has none of its own', async () => {
    await set({ faultsAt: [{ match: CREATE, n: 1, fault: 'afterCut' }] })
    const part = (id: string) => ({
      id,
      method: 'POST',
      url: `/${INBOX}`,
      headers: { 'Content-Type': 'application/json' },
      body: importedMessage(),
    })
    const answer = await call('POST', '$batch', { requests: [part('1'), part('2')] })
    const statuses = (answer.body.responses as { id: string; status: number }[]).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([201, 504])
    expect(await held()).toBe(2)
  })

  test('of a whole batch leaves all that its parts did, and no word of it', async () => {
    await set({ faultsAt: [{ match: 'POST $batch', n: 1, fault: 'after504' }] })
    const requests = ['1', '2', '3'].map((id) => ({
      id,
      method: 'POST',
      url: `/${INBOX}`,
      headers: { 'Content-Type': 'application/json' },
      body: importedMessage(),
    }))
    expect((await call('POST', '$batch', { requests })).status).toBe(504)
    expect(await held()).toBe(3)
  })
})

describe('rates', () => {
  const RATES = { before503: 0.2, after504: 0.2, before429: 0.1 }

  async function statuses(count: number): Promise<number[]> {
    const found: number[] = []
    for (let index = 0; index < count; index += 1)
      found.push((await call('GET', `${USER}/mailFolders/inbox`)).status)
    return found
  }

  test('strike the same requests again for the same seed, and others for another', async () => {
    await set({ seed: 7, rates: RATES })
    const first = await statuses(60)
    await set({ seed: 7, rates: RATES })
    expect(await statuses(60)).toEqual(first)
    await set({ seed: 8, rates: RATES })
    expect(await statuses(60)).not.toEqual(first)
    expect(new Set(first)).toEqual(new Set([200, 429, 503, 504]))
  })

  test('are for the requests that they were set for', async () => {
    await set({ rates: { before503: 1 }, ratesMatch: CREATE })
    expect((await call('GET', INBOX)).status).toBe(200)
    expect((await call('POST', INBOX, importedMessage())).status).toBe(503)
  })
})

describe('a new message', () => {
  const filter = encodeURIComponent(
    `singleValueExtendedProperties/Any(ep: ep/id eq '${DELIVERY_KEY}' and ep/value eq 'key-1')`,
  )
  const found = async () =>
    ((await call('GET', `${USER}/messages?$filter=${filter}`)).body.value as unknown[]).length

  test('is found by a filter only after a while, and by its id and in its folder at once', async () => {
    await set({ filterVisibilityMs: 60_000 })
    const made = await call(
      'POST',
      INBOX,
      importedMessage({ singleValueExtendedProperties: receivedProperties() }),
    )
    expect(await found()).toBe(0)
    expect(await held()).toBe(1)
    expect((await call('GET', `${USER}/messages/${made.body.id}`)).status).toBe(200)
    clock += 60_000
    expect(await found()).toBe(1)
  })

  test('is found at once when nothing was set', async () => {
    await call('POST', INBOX, importedMessage())
    expect(await found()).toBe(1)
  })
})

describe('the knobs', () => {
  test('show what they are set to, take changes of some, and go back', async () => {
    expect((await control('PUT', '/knobs/graph', { latencyMs: 5 })).json).toMatchObject({
      latencyMs: 5,
      seed: 1,
    })
    const changed = await control('PATCH', '/knobs/graph', { seed: 3, limits: { maxMessageBytes: 1000 } })
    expect(changed.json).toMatchObject({
      latencyMs: 5,
      seed: 3,
      limits: { maxMessageBytes: 1000, concurrentPerMailbox: 4 },
    })
    expect((await control('GET', '/knobs')).json).toMatchObject({
      graph: { seed: 3 },
      app: { exchangeScope: null },
    })
    expect((await control('DELETE', '/knobs/graph')).json).toMatchObject({ latencyMs: 0, seed: 1 })
  })

  test.each<[string, unknown]>([
    ['a knob that there is not', { colour: 'red' }],
    ['a rate above 1', { rates: { before503: 2 } }],
    ['rates that are more than 1 together', { rates: { before503: 0.6, before504: 0.6 } }],
    ['a fault that there is not', { rates: { before418: 0.1 } }],
    ['a negative latency', { latencyMs: -1 }],
    ['no object', [1]],
  ])('refuse %s, and stay as they were', async (_what, knobs) => {
    await set({ latencyMs: 1 })
    expect((await control('PATCH', '/knobs/graph', knobs)).status).toBe(400)
    expect((await control('GET', '/knobs/graph')).json).toMatchObject({ latencyMs: 1 })
  })

  test('of a stand-in that there is not are not found', async () => {
    expect((await control('GET', '/knobs/teams')).status).toBe(404)
  })
})

test('the counters say what came, how it was answered, and from when to when messages were made', async () => {
  await set({ faultsAt: [{ match: CREATE, n: 2, fault: 'before503' }] })
  await call('POST', INBOX, importedMessage())
  clock += 1000
  await call('POST', INBOX, importedMessage())
  await call('GET', 'users/nobody@contoso.example')
  expect((await control('GET', '/counters')).json).toMatchObject({
    graph: {
      routes: {
        [CREATE_ROUTE]: { 201: { requests: 1, parts: 0 }, 503: { requests: 1, parts: 0 } },
        'GET users/:user': { 404: { requests: 1, parts: 0 } },
      },
      faults: { before503: 1 },
      messagesCreated: 1,
      firstCreateAt: new Date(clock - 1000).toISOString(),
      lastCreatedAt: new Date(clock - 1000).toISOString(),
      lastAnswerAt: new Date(clock).toISOString(),
    },
    process: { cpuMs: expect.any(Number) },
  })
  await control('POST', '/reset')
  expect((await control('GET', '/counters')).json).toMatchObject({
    graph: { routes: {}, messagesCreated: 0 },
  })
})

test('the counters know how long a mailbox was told to wait, waits that overlap counted once', async () => {
  await set({ rates: { before429: 1 }, retryAfterSeconds: 7 })
  await call('POST', INBOX, importedMessage())
  clock += 3_000
  await call('POST', INBOX, importedMessage())
  expect((await control('GET', '/counters')).json).toMatchObject({ graph: { longestHoldMs: 10_000 } })
  await control('POST', '/reset')
  expect((await control('GET', '/counters')).json).toMatchObject({ graph: { longestHoldMs: 0 } })
})

test('a reset empties the mailboxes only when it is told to', async () => {
  await call('POST', INBOX, importedMessage())
  await call('POST', `${USER}/mailFolders`, { displayName: 'WeChat Archiver' })
  await control('POST', '/reset')
  expect(await held()).toBe(1)
  await control('POST', '/reset', { mailboxes: true })
  expect(await held()).toBe(0)
  const folders = (await call('GET', `${USER}/mailFolders?$top=100`)).body.value as { displayName: string }[]
  expect(folders.map(({ displayName }) => displayName)).not.toContain('WeChat Archiver')
})

const CREATE_ROUTE = 'POST users/:user/mailFolders/:folder/messages'

function set(knobs: Record<string, unknown>) {
  return control('PUT', '/knobs/graph', knobs)
}

/** How many messages the mailbox holds, without asking Graph. */
async function held(): Promise<number> {
  const { json } = await control('GET', '/mailboxes?user=wang.lei@contoso.example')
  const [mailbox] = json as { folders: { messages: unknown[] }[] }[]
  return mailbox?.folders.reduce((sum, folder) => sum + folder.messages.length, 0) ?? 0
}

async function counted(route: string): Promise<Record<string, unknown>> {
  const { json } = await control('GET', '/counters')
  return (json as { graph: { routes: Record<string, Record<string, unknown>> } }).graph.routes[route] ?? {}
}
