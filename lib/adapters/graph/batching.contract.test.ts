import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'
import {
  folderOf,
  messageWithKey,
  openSandboxGraph,
  type SandboxGraph,
} from '#scripts/test-support/sandbox-graph.ts'

const ALIASES = ['megan.bowen', 'alex.wilber', 'chen.jing', 'wang.lei', 'zhao.min', 'liu.yang']
const CREATE = 'POST users/:user/mailFolders/:folder/messages'
const BATCH = 'POST $batch'

type Routes = Record<string, Record<string, { requests: number; parts: number }>>
type Mailbox = Awaited<ReturnType<typeof folderOf>>

let sandbox: RunningSandbox
let control: ControlCaller
let graph: SandboxGraph
let mailboxes: Mailbox[]

beforeAll(async () => {
  sandbox = await startTestSandbox()
  control = createControlCaller(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await control('POST', '/reset', { mailboxes: true })
  await openAgain()
})

async function openAgain(options: Parameters<typeof openSandboxGraph>[1] = {}): Promise<void> {
  graph = openSandboxGraph(sandbox, options)
  mailboxes = await Promise.all(ALIASES.map((alias) => folderOf(graph, alias)))
  await control('POST', '/reset', {})
}

describe('messages of several mailboxes', () => {
  test('go to Graph together, each with the id that it keeps', async () => {
    const outcomes = await createInEach(3)
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']))
    const { routes, messagesCreated } = await counters()
    expect(messagesCreated).toBe(18)
    expect(routes[CREATE]).toEqual({ 201: { requests: 0, parts: 18 } })
    expect(routes[BATCH]?.[200]?.requests).toBeLessThanOrEqual(2)
    const [first] = outcomes
    const [{ objectId }] = mailboxes as [Mailbox]
    if (first?.outcome !== 'created') throw new Error('not created')
    const moved = `/users/${objectId}/messages/${encodeURIComponent(first.messageId)}`
    await graph.graph.post(`${moved}/move`, JSON.stringify({ destinationId: 'archive' }))
    expect(await graph.graph.get(moved)).toMatchObject({ id: first.messageId, isDraft: false })
  })

  test('are never more than four at a time of one mailbox, and never throttled for it', async () => {
    await control('PATCH', '/knobs/graph', { latencyMs: 15, latencyJitterMs: 30 })
    const outcomes = await createInEach(25)
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']))
    const { routes, largestInFlight } = await counters()
    expect(Object.keys(routes[CREATE] ?? {})).toEqual(['201'])
    expect(Object.values(largestInFlight)).toEqual(ALIASES.map(() => 4))
  })

  test('go alone where batching is switched off', async () => {
    await openAgain({ isBatching: false })
    await createInEach(3)
    const { routes } = await counters()
    expect(routes[CREATE]).toEqual({ 201: { requests: 18, parts: 0 } })
    expect(routes).not.toHaveProperty([BATCH])
  })

  test('fill no batch beyond the size that Graph takes', async () => {
    const content = 'x'.repeat(450_000)
    const outcomes = await createInEach(3, { body: { contentType: 'text', content } })
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']))
    const { routes } = await counters()
    expect(Object.keys(routes[BATCH] ?? {})).toEqual(['200'])
    expect(routes[CREATE]?.[201]?.parts).toBeGreaterThan(12)
  })
})

test('four messages of one mailbox go at the same time, each in its own request', async () => {
  const [mailbox] = mailboxes as [Mailbox]
  await Promise.all([1, 2, 3, 4, 5].map((n) => create(mailbox, `one-${n}`)))
  const { routes, largestInFlight } = await counters()
  expect(routes[CREATE]).toEqual({ 201: { requests: 5, parts: 0 } })
  expect(largestInFlight[mailbox.objectId]).toBeLessThanOrEqual(4)
})

test('people are looked up together', async () => {
  await Promise.all(ALIASES.map((alias) => graph.directory.findUser(`${alias}@contoso.example`)))
  const { routes } = await counters()
  expect(routes['GET users']).toEqual({ 200: { requests: 0, parts: 6 } })
  expect(routes[BATCH]?.[200]?.requests).toBeLessThanOrEqual(4)
})

describe('what goes wrong with a part of a batch', () => {
  test('429 is its own, and its mailbox is left alone for as long as Graph asks', async () => {
    await fault('before429', 'wang.lei', { retryAfterSeconds: 2 })
    const outcomes = await createInEach(1)
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'created'),
      'throttled',
    ])
    const wang = mailboxes[ALIASES.indexOf('wang.lei')] as Mailbox
    const before = await counters()
    const held = await create(wang, 'too early')
    expect(held).toMatchObject({ outcome: 'throttled' })
    expect(held.outcome === 'throttled' && held.retryAfterMs).toBeLessThanOrEqual(2_000)
    expect(await graph.writer.findByDeliveryKey(wang.objectId, 'k')).toMatchObject({ outcome: 'throttled' })
    expect((await counters()).routes).toEqual(before.routes)
    await wait(held.outcome === 'throttled' ? held.retryAfterMs : 0)
    expect(await create(wang, 'now')).toMatchObject({ outcome: 'created' })
  })

  test.each([
    ['before503', 0],
    ['after503', 1],
    ['after504', 1],
    ['afterCut', 1],
  ] as const)('%s leaves unknown what became of it, with %i messages made', async (kind, made) => {
    await fault(kind, 'wang.lei', { retryAfterSeconds: 0 })
    const outcomes = await createInEach(1)
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'created'),
      'unknown',
    ])
    expect((await counters()).messagesCreated).toBe(5 + made)
  })

  test('an effect that comes late is found by its key', async () => {
    await fault('late504', 'wang.lei', { lateEffectMs: 300 })
    await createInEach(1)
    const wang = mailboxes[ALIASES.indexOf('wang.lei')] as Mailbox
    expect(await graph.writer.findByDeliveryKey(wang.objectId, 'wang.lei-0')).toEqual({ outcome: 'absent' })
    await wait(600)
    expect(await graph.writer.findByDeliveryKey(wang.objectId, 'wang.lei-0')).toMatchObject({
      outcome: 'found',
    })
  })
})

describe('what goes wrong with a whole batch', () => {
  const whole = (kind: string) =>
    control('PATCH', '/knobs/graph', {
      faultsAt: [{ match: BATCH, n: 1, fault: kind }],
      retryAfterSeconds: 1,
    })

  test.each([
    ['beforeCut', 'unknown', 0],
    ['afterCut', 'unknown', 6],
    ['after503', 'unknown', 6],
    ['before504', 'unknown', 0],
    ['before429', 'throttled', 0],
  ] as const)('%s: each of its parts is %s, with %i messages made', async (kind, outcome, made) => {
    await whole(kind)
    const outcomes = await createInEach(1)
    expect(new Set(outcomes.map((one) => one.outcome))).toEqual(new Set([outcome]))
    expect((await counters()).messagesCreated).toBe(made)
  })

  test('an answer that never comes leaves all of it unknown', async () => {
    await openAgain({ requestTimeoutMs: 500 })
    await whole('afterHang')
    const outcomes = await createInEach(1)
    expect(new Set(outcomes.map((one) => one.outcome))).toEqual(new Set(['unknown']))
  })
})

describe('what Exchange takes of one app for one mailbox', () => {
  const limits = { concurrentRequests: 4, requestsPer10Minutes: 10_000, uploadBytesPer5Minutes: 150_000_000 }

  test('in requests is not exceeded: the next waits, and nothing is sent', async () => {
    // Two of them are the look-up and the making of the folder, one the probe of the mailbox.
    await openAgain({ mailboxLimits: { ...limits, requestsPer10Minutes: 6 } })
    const [mailbox] = mailboxes as [Mailbox]
    const outcomes = []
    for (const n of [1, 2, 3, 4, 5]) outcomes.push((await create(mailbox, `r-${n}`)).outcome)
    expect(outcomes.filter((outcome) => outcome === 'throttled').length).toBeGreaterThan(0)
    const sent = outcomes.filter((outcome) => outcome === 'created').length
    expect(outcomes.slice(0, sent)).toEqual(outcomes.filter((outcome) => outcome === 'created'))
    expect((await counters()).messagesCreated).toBe(sent)
    const held = await create(mailbox, 'r-6')
    expect(held.outcome === 'throttled' && held.retryAfterMs).toBeGreaterThan(590_000)
    const other = mailboxes[1] as Mailbox
    expect(await create(other, 'other')).toMatchObject({ outcome: 'created' })
  })

  test('in bytes is not exceeded either', async () => {
    await openAgain({ mailboxLimits: { ...limits, uploadBytesPer5Minutes: 3_000 } })
    const [mailbox] = mailboxes as [Mailbox]
    const body = { contentType: 'text' as const, content: 'x'.repeat(1_200) }
    expect(await create(mailbox, 'b-1', { body })).toMatchObject({ outcome: 'created' })
    expect(await create(mailbox, 'b-2', { body })).toMatchObject({ outcome: 'throttled' })
    expect((await counters()).messagesCreated).toBe(1)
  })
})

async function createInEach(count: number, message: Parameters<typeof messageWithKey>[1] = {}) {
  return Promise.all(
    mailboxes.flatMap((mailbox, index) =>
      Array.from({ length: count }, (_, n) => create(mailbox, `${ALIASES[index]}-${n}`, message)),
    ),
  )
}

function create(
  { objectId, folderId }: Mailbox,
  key: string,
  message?: Parameters<typeof messageWithKey>[1],
) {
  return graph.writer.create(objectId, folderId, messageWithKey(key, message))
}

function fault(kind: string, alias: string, knobs: Record<string, unknown>) {
  const faultsAt = [{ match: CREATE, mailbox: `${alias}@contoso.example`, n: 1, fault: kind }]
  return control('PATCH', '/knobs/graph', { faultsAt, ...knobs })
}

async function counters() {
  const { json } = await control('GET', '/counters')
  return (
    json as { graph: { routes: Routes; messagesCreated: number; largestInFlight: Record<string, number> } }
  ).graph
}
