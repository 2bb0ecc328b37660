import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTcpLink, type TcpLink } from '#scripts/chaos/tcp-link.ts'
import { createTestDatabase, type TestDatabase } from '#scripts/test-support/test-database.ts'
import { type Database, openDatabase } from './client.ts'
import { DELIVER_QUEUE } from './job-queues.ts'
import { openJobQueue } from './open-job-queue.ts'
import { withTenant } from './with-tenant.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
/** Given up after twice as long. */
const STATEMENT_TIMEOUT_MS = 1_000

let created: TestDatabase
let link: TcpLink
let throughLink: string
let direct: Database

beforeAll(async () => {
  created = await createTestDatabase()
  link = await openTcpLink(Number(new URL(created.appUrl).port))
  const url = new URL(created.appUrl)
  url.hostname = '127.0.0.1'
  url.port = String(link.port)
  throughLink = url.href
  direct = openDatabase({ url: created.appUrl, poolMax: 2 })
})
afterAll(async () => {
  await direct.$disconnect()
  await link.close()
  await created.drop()
})

/** A pool of one connection: what is given back to it is what the next one gets. */
function openThroughLink(): Database {
  return openDatabase({ url: throughLink, poolMax: 1, statementTimeoutMs: STATEMENT_TIMEOUT_MS })
}

test('a query on a connection that has gone silent fails, and the next one gets another connection', async () => {
  const database = openThroughLink()
  await database.$queryRaw`select 1`
  link.hang()
  await expect(database.$queryRaw`select 1`).rejects.toThrow()
  expect(await database.$queryRaw`select 2 as two`).toEqual([{ two: 2 }])
  await database.$disconnect()
})

test('a transaction whose connection goes silent fails, and its connection is not used again', async () => {
  const database = openThroughLink()
  const cut = withTenant(database, TENANT, async (tx) => {
    await tx.$queryRaw`select 1`
    link.hang()
    await tx.$queryRaw`select 2`
  })
  await expect(cut).rejects.toThrow()
  const pid = () => database.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`
  const [after, again] = [await pid(), await pid()]
  expect(after).toEqual(again)
  await database.$disconnect()
})

test('a statement that takes as long as it may is answered by the server, not by giving up', async () => {
  const database = openThroughLink()
  await database.$queryRaw`select pg_sleep(0.9)::text`
  await expect(database.$queryRaw`select pg_sleep(5)::text`).rejects.toThrow('statement timeout')
  await database.$disconnect()
})

test('the queue goes on as well', async () => {
  const errors: unknown[] = []
  const queue = await openJobQueue({
    url: throughLink,
    role: 'sender',
    poolMax: 1,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onError: (error) => errors.push(error),
  })
  await queue.getQueueStats(DELIVER_QUEUE)
  link.hang()
  await expect(queue.getQueueStats(DELIVER_QUEUE)).rejects.toThrow('silent')
  expect(await queue.getQueueStats(DELIVER_QUEUE)).toBeTruthy()
  await queue.stop({ graceful: false })
})

test('what a silent connection had locked is let go on the server, which hears nothing either', async () => {
  await direct.tenant.create({ data: { id: TENANT } })
  const database = openThroughLink()
  const cut = withTenant(database, TENANT, async (tx) => {
    await tx.$queryRaw`select 1 from tenant where id = ${TENANT}::uuid for update`
    link.hang()
    await tx.$queryRaw`select 1`
  })
  await expect(cut).rejects.toThrow()
  expect(await direct.$queryRaw`select 1 as mine from tenant where id = ${TENANT}::uuid for update`).toEqual([
    { mine: 1 },
  ])
  await database.$disconnect()
})
