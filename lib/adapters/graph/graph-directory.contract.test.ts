import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { type ControlCaller, createControlCaller } from '#sandbox/test-support/control-caller.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'
import { openSandboxGraph } from '#scripts/test-support/sandbox-graph.ts'
import type { GraphDirectory } from './graph-directory.ts'

const OWNER = 'wang.lei@contoso.example'

let sandbox: RunningSandbox
let control: ControlCaller
let directory: GraphDirectory

beforeAll(async () => {
  sandbox = await startTestSandbox()
  control = createControlCaller(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(() => {
  directory = openSandboxGraph(sandbox, { isBatching: false, requestTimeoutMs: 1_500 }).directory
})

describe('a search of the directory that goes wrong', () => {
  test.each([
    ['before429', { code: 'graph_throttled', retryAfterMs: 7_000 }],
    ['before503', { code: 'graph_unavailable' }],
    ['beforeCut', { code: 'graph_unavailable', retryAfterMs: null }],
    ['beforeHang', { code: 'graph_unavailable', retryAfterMs: null }],
  ])('by %s is no answer, and is one when it is asked again', async (fault, answer) => {
    await faultAt('GET users', fault)
    expect(await directory.findUser(OWNER)).toMatchObject({
      ...{ found: 'unanswered', by: 'directory', isRefusal: false },
      ...answer,
    })
    expect(await directory.findUser(OWNER)).toMatchObject({ found: true })
  })

  test('is told from a mailbox that does not answer', async () => {
    await faultAt('GET users/:user/mailFolders/*', 'before503')
    expect(await directory.findUser(OWNER)).toMatchObject({ found: 'unanswered', by: 'mailbox' })
  })
})

test('a user who has another address is found by the object id', async () => {
  const answer = await directory.findUser(OWNER)
  if (answer.found !== true) throw new Error(JSON.stringify(answer))
  const { user } = answer
  expect(await directory.findUserById(user.objectId)).toEqual({ found: true, user })
  expect(await directory.findUserById('a0000000-0000-4000-8000-999999999999')).toEqual({
    found: false,
    reason: 'not-found',
  })
  await faultAt('GET users/:user', 'before503')
  expect(await directory.findUserById(user.objectId)).toMatchObject({ found: 'unanswered', by: 'directory' })
})

describe('groups', () => {
  const LIST = 'all.traders@contoso.example'

  test('are told from what is not there, by any of their addresses, many at once', async () => {
    const nobody = Array.from({ length: 20 }, (_, at) => `nobody${at}@contoso.example`)
    const asked = [...nobody, 'Compliance.Team@contoso.example', 'traders@contoso.example', OWNER]
    expect(await directory.findGroups(asked)).toEqual(
      new Set(['Compliance.Team@contoso.example', 'traders@contoso.example']),
    )
  })

  test('are not told where the app has no permission to, or nobody answers', async () => {
    await faultAt('GET groups', 'before503')
    expect(await directory.findGroups([LIST])).toBeNull()
    await control('PATCH', '/knobs/app', { roles: ['Mail.ReadWrite', 'User.Read.All'] })
    const without = openSandboxGraph(sandbox, { isBatching: false, requestTimeoutMs: 1_500 }).directory
    expect(await without.findGroups([LIST])).toBeNull()
    expect(await without.findUser(LIST)).toEqual({ found: false, reason: 'not-found' })
  })
})

function faultAt(match: string, fault: string) {
  return control('PATCH', '/knobs/graph', { faultsAt: [{ match, n: 1, fault }], retryAfterSeconds: 7 })
}
