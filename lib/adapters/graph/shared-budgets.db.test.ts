import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeliverPorts, deliverMailbox } from '#lib/sync/deliver-mailbox.ts'
import { planRun } from '#lib/sync/plan-run.ts'
import { runSync } from '#lib/sync/run-sync.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { GraphMailboxWriter } from './graph-mailbox-writer.ts'
import type { HttpSend } from './http-send.ts'
import type { MailboxLimits } from './mailbox-gates.ts'
import { openGraph } from './open-graph.ts'

const LIMITS: MailboxLimits = {
  concurrentRequests: 4,
  requestsPer10Minutes: 20,
  uploadBytesPer5Minutes: 150_000_000,
}
const MINUTE_MS = 60_000

let world: SyncWorld
let mailbox: { tenantId: string; mailboxId: bigint }
/** When each request reached Graph, in the world's time. */
let arrivals: number[]
let bytes: { atMs: number; amount: number }[]

beforeEach(async () => {
  world = await createSyncWorld()
  world.addUser('wang.wei@contoso.example')
  arrivals = []
  bytes = []
})
afterEach(() => world.close())

test('two workers keep one budget of requests, whichever of them has the mailbox', async () => {
  const workers = [openWorker(LIMITS), openWorker(LIMITS)]
  await route(30)
  const first = await deliverMailbox(workers[0] as DeliverPorts, mailbox)
  expect(arrivals).toHaveLength(20)
  if (first.next !== 'later') throw new Error('The first worker went on.')
  expect(first.at.getTime() - world.clock.current.getTime()).toBeGreaterThanOrEqual(10 * MINUTE_MS)

  // The other worker has sent nothing itself. A tick, or a turn of its own, comes too early.
  expect(await deliverMailbox(workers[1] as DeliverPorts, mailbox)).toEqual({ next: 'later', at: first.at })
  expect(await world.ports.work.mailboxesToDeliver(world.clock.current)).toEqual([])
  await world.database.mailbox.updateMany({ data: { notBefore: null } })
  await deliverMailbox(workers[1] as DeliverPorts, mailbox)
  expect(arrivals).toHaveLength(20)

  world.clock.current = first.at
  await deliverMailbox(workers[1] as DeliverPorts, mailbox)
  expect(await run()).toMatchObject({ state: 'completed', imported: 30 })
  expect(mostWithin(arrivals, 10 * MINUTE_MS)).toBeLessThanOrEqual(20)
})

test('two workers that take turns keep one budget of bytes', async () => {
  const limits = { ...LIMITS, requestsPer10Minutes: 10_000, uploadBytesPer5Minutes: 10_000 }
  const workers = [openWorker(limits), openWorker(limits)]
  await route(40)
  for (let turn = 0; turn < 20; turn += 1) {
    const outcome = await deliverMailbox(workers[turn % 2] as DeliverPorts, mailbox)
    if (outcome.next === 'done') break
    world.clock.current = outcome.at
  }
  expect(await run()).toMatchObject({ state: 'completed', imported: 40 })
  const starts = bytes.map(({ atMs }) => atMs)
  expect(new Set(starts).size).toBeGreaterThan(1)
  for (const start of starts) {
    const within = bytes.filter(({ atMs }) => atMs >= start && atMs < start + 5 * MINUTE_MS)
    expect(within.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(10_000)
  }
})

test('looking through a folder counts too', async () => {
  const workers = [openWorker(LIMITS), openWorker(LIMITS)]
  await route(1)
  await deliverMailbox(workers[0] as DeliverPorts, mailbox)
  const before = await sentByAll()
  world.clock.current = new Date(world.clock.current.getTime() + MINUTE_MS)
  await deliverMailbox(workers[1] as DeliverPorts, mailbox)
  expect(await sentByAll()).toBe(before + 1)
  expect(arrivals).toHaveLength(before + 1)
})

test('what was sent more than ten minutes ago is forgotten', async () => {
  const worker = openWorker(LIMITS)
  await route(3)
  await deliverMailbox(worker, mailbox)
  world.clock.current = new Date(world.clock.current.getTime() + 20 * MINUTE_MS)
  await world.database.delivery.updateMany({ data: { state: 'pending', finishedAt: null } })
  const before = arrivals.length
  await deliverMailbox(worker, mailbox)
  expect(await sentByAll()).toBe(arrivals.length - before)
})

/** A worker of its own process: the ledger is shared, what Graph's client counts is not. */
function openWorker(mailboxLimits: MailboxLimits): DeliverPorts {
  const graph = openGraph({
    graphUrl: 'https://graph.example',
    isBatching: false,
    nowMs: () => world.clock.current.getTime(),
    requestTimeoutMs: 1_000,
    tokenProvider: async () => 'token',
    mailboxLimits,
    send,
  })
  return { ...world.ports, mailboxes: new GraphMailboxWriter(graph) }
}

const send: HttpSend = async (url, { method, body }) => {
  const atMs = world.clock.current.getTime()
  arrivals.push(atMs)
  if (method === 'POST') bytes.push({ atMs, amount: Buffer.byteLength(body ?? '') })
  const answer = method === 'POST' ? { id: `id-${arrivals.length}` } : { value: [{ id: 'folder' }] }
  return {
    status: method === 'POST' ? 201 : 200,
    header: () => null,
    text: JSON.stringify(url.includes('$expand') ? { value: [] } : answer),
  }
}

function mostWithin(times: number[], windowMs: number): number {
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + windowMs).length))
}

async function sentByAll(): Promise<number> {
  const { _sum } = await world.database.mailboxUse.aggregate({ _sum: { requests: true } })
  return _sum.requests ?? 0
}

const run = () => world.database.run.findFirstOrThrow()

async function route(count: number): Promise<void> {
  await world.addPackage(
    'p1.zip',
    Array.from({ length: count }, (_, n) => chat({ id: `A-${n}`, text: `${n}` })),
  )
  const { tenantId, connectorId } = world.state
  const planned = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  await runSync(world.ports, { tenantId, runId: planned.runId, isLastTry: true })
  const [mailboxId] = world.state.requested.deliveries
  if (mailboxId === undefined) throw new Error('no delivery was requested')
  mailbox = { tenantId, mailboxId }
}
