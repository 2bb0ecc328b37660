import { request } from 'node:https'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { createGraphCaller, fetchAppToken, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { fileAttachment, importedMessage } from '#sandbox/test-support/sample-message.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const WANG_LEI = 'users/wang.lei@contoso.example/mailFolders/inbox'
const LIU_YANG = 'users/liu.yang@contoso.example/mailFolders/inbox'

let sandbox: RunningSandbox
let call: GraphCaller
let control: ControlCaller
let token: string
let clock = Date.parse('2026-11-21T12:00:00Z')

beforeAll(async () => {
  sandbox = await startTestSandbox({ now: () => new Date(clock) })
  call = await createGraphCaller(sandbox)
  control = createControlCaller(sandbox)
  token = await fetchAppToken(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  clock += 60_000
  await control('POST', '/reset')
})

describe('a mailbox', () => {
  test('answers four requests at a time, and says of the fifth when to come back', async () => {
    const uploads = await holdUploads(4)
    const refused = await call('GET', WANG_LEI)
    expect(refused).toMatchObject({
      status: 429,
      code: 'ApplicationThrottled',
      body: { error: { message: 'Application is over its MailboxConcurrency limit.' } },
    })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await call('GET', LIU_YANG)).status).toBe(200)
    expect(await Promise.all(uploads.map(({ finish }) => finish()))).toEqual([201, 201, 201, 201])
    expect((await call('GET', WANG_LEI)).status).toBe(200)
    expect(await inFlight()).toBe(5)
  })

  test('gets the places back of clients that leave', async () => {
    for (const { leave } of await holdUploads(4)) leave()
    await vi.waitFor(async () => expect((await call('GET', WANG_LEI)).status).toBe(200))
    expect((await control('GET', '/counters')).json).toMatchObject({
      graph: { routes: { 'POST users/:user/mailFolders/:folder/messages': { cut: { requests: 4 } } } },
    })
  })

  test('takes so many requests in ten minutes, and more when those are over', async () => {
    await control('PATCH', '/knobs/graph', { limits: { requestsPer10Minutes: 5 } })
    for (let count = 0; count < 5; count += 1) expect((await call('GET', WANG_LEI)).status).toBe(200)
    const sixth = await call('GET', WANG_LEI)
    expect([sixth.status, sixth.code]).toEqual([429, 'ApplicationThrottled'])
    expect((await call('GET', LIU_YANG)).status).toBe(200)
    clock += Number(sixth.headers.get('retry-after')) * 1000
    expect((await call('GET', WANG_LEI)).status).toBe(200)
  })

  test('takes so many bytes in five minutes, and still answers what sends none', async () => {
    await control('PATCH', '/knobs/graph', { limits: { uploadBytesPer5Minutes: 1_000_000 } })
    const attachments = [fileAttachment({ contentBytes: Buffer.alloc(400_000).toString('base64') })]
    const post = () => call('POST', `${WANG_LEI}/messages`, importedMessage({ attachments }))
    expect((await post()).status).toBe(201)
    const second = await post()
    expect(second).toMatchObject({
      status: 429,
      body: { error: { message: 'Application is over its IncomingBytes limit.' } },
    })
    expect((await call('GET', WANG_LEI)).status).toBe(200)
    clock += Number(second.headers.get('retry-after')) * 1000
    expect((await post()).status).toBe(201)
  })

  test('can be closed for a while, alone', async () => {
    await control('PATCH', '/knobs/graph', {
      throttledMailboxes: [{ mailbox: 'wang.lei@contoso.example', seconds: 90 }],
    })
    const refused = await call('GET', WANG_LEI)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '90'])
    expect((await call('GET', LIU_YANG)).status).toBe(200)
    clock += 90_000
    expect((await call('GET', WANG_LEI)).status).toBe(200)
  })
})

test('the directory takes so many resource units in ten seconds, where it is told to count them', async () => {
  await control('PATCH', '/knobs/graph', { limits: { directoryUnitsPer10Seconds: 3 } })
  expect((await call('GET', 'users?$top=1')).status).toBe(200)
  expect((await call('GET', 'users?$top=1&$select=id')).status).toBe(200)
  const refused = await call('GET', 'users?$top=1&$select=id')
  expect([refused.status, refused.code]).toEqual([429, 'TooManyRequests'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('every limit can be switched off', async () => {
  await control('PATCH', '/knobs/graph', {
    limits: { concurrentPerMailbox: null, requestsPer10Minutes: null, uploadBytesPer5Minutes: null },
  })
  const uploads = await holdUploads(6)
  expect((await call('GET', WANG_LEI)).status).toBe(200)
  expect(await Promise.all(uploads.map(({ finish }) => finish()))).toEqual(Array(6).fill(201))
})

/** So many requests whose first line the server has seen, and whose body it waits for. */
async function holdUploads(count: number): Promise<Upload[]> {
  const uploads = Array.from({ length: count }, () => beginUpload(`${WANG_LEI}/messages`))
  await vi.waitFor(async () => expect(await inFlight()).toBe(count), { timeout: 10_000 })
  return uploads
}

type Upload = { finish: () => Promise<number>; leave: () => void }

/** Sends the head of a request and half of its body; the rest when told to. */
function beginUpload(path: string): Upload {
  const body = Buffer.from(JSON.stringify(importedMessage()))
  const outgoing = request(`${sandbox.graphUrl}/v1.0/${path}`, {
    method: 'POST',
    ca: sandbox.caPem,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': body.length,
    },
  })
  outgoing.on('error', () => undefined)
  outgoing.write(body.subarray(0, 100))
  return {
    leave: () => outgoing.destroy(),
    finish: () =>
      new Promise((resolve, reject) => {
        outgoing.on('response', (answer) => resolve(answer.resume().statusCode ?? 0))
        outgoing.on('error', reject)
        outgoing.end(body.subarray(100))
      }),
  }
}

async function inFlight(): Promise<number> {
  const { json } = await control('GET', '/counters')
  const { graph } = json as { graph: { largestInFlight: Record<string, number> } }
  return graph.largestInFlight['a0000000-0000-4000-8000-000000000005'] ?? 0
}
