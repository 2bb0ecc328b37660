import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

test('the whole sandbox has the site’s orders, knobs and counters in its control API', async () => {
  expect(await ask('GET', '/site')).toMatchObject({
    hostKeyFingerprint: sandbox.sftp.hostKeyFingerprint,
    accounts: expect.arrayContaining([sandbox.sftp.username]),
  })
  expect(await ask('PUT', '/knobs/site', { latencyMs: 5 })).toMatchObject({ latencyMs: 5 })
  expect(await ask('GET', '/counters')).toMatchObject({ site: { listings: 0, bytes: 0 } })
  await ask('POST', '/reset', {})
  expect(await ask('GET', '/knobs/site')).toMatchObject({ latencyMs: 0 })
})

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  expect(response.status).toBe(200)
  return response.json()
}
