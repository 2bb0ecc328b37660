import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED_PEOPLE } from '#sandbox/directory-seed.ts'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { createGraphCaller, type GraphAnswer, type GraphCaller } from '#sandbox/test-support/graph-caller.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

let sandbox: RunningSandbox
let call: GraphCaller

beforeAll(async () => {
  sandbox = await startTestSandbox()
  call = await createGraphCaller(sandbox)
})
afterAll(() => sandbox.close())

describe('users are found', () => {
  test.each([
    ['by mail, in any case', "mail eq 'Megan.Bowen@CONTOSO.example'", ['Megan Bowen']],
    ['by user principal name', "userPrincipalName eq 'alex.wilber@contoso.example'", ['Alex Wilber']],
    ['by an alias', "proxyAddresses/any(p:p eq 'smtp:yang.liu@contoso.example')", ['刘洋 Liu Yang']],
    [
      'by the primary address, with smtp: in small letters',
      "proxyAddresses/any(p:p eq 'smtp:liu.yang@contoso.example')",
      ['刘洋 Liu Yang'],
    ],
    [
      'by any of the three at once',
      "mail eq 'leo.liu@contoso-china.example' or userPrincipalName eq 'leo.liu@contoso-china.example' or proxyAddresses/any(p:p eq 'smtp:leo.liu@contoso-china.example')",
      ['刘洋 Liu Yang'],
    ],
    [
      'by a condition with and',
      "userType eq 'Guest' and startsWith(mail, 'li.na')",
      ['李娜 Li Na (Fabrikam)'],
    ],
    ['or not at all', "mail eq 'nobody@contoso.example'", []],
    ['or not at all, when the text has a quote in it', "mail eq 'o''neil@contoso.example'", []],
  ])('%s', async (_how, filter, names) => {
    expect(namesIn(await call('GET', `users?$filter=${encodeURIComponent(filter)}`))).toEqual(names)
  })

  test('with only the properties that were selected', async () => {
    const filter = encodeURIComponent("mail eq 'johanna.lorenz@contoso.example'")
    const { body } = await call('GET', `users?$filter=${filter}&$select=accountEnabled,userType`)
    expect(body.value).toEqual([{ accountEnabled: false, userType: 'Member' }])
  })

  test('without account state and proxy addresses when nothing is selected', async () => {
    const { body } = await call('GET', 'users/megan.bowen@contoso.example')
    expect(body).toMatchObject({ displayName: 'Megan Bowen', mail: 'megan.bowen@contoso.example' })
    expect(body).not.toHaveProperty('accountEnabled')
    expect(body).not.toHaveProperty('proxyAddresses')
  })

  test('page by page, each once', async () => {
    const names: unknown[] = []
    let next: string | undefined = 'users?$select=displayName&$top=4'
    while (next !== undefined) {
      const answer: GraphAnswer = await call('GET', next)
      names.push(...namesIn(answer))
      next = answer.body['@odata.nextLink'] as string | undefined
    }
    expect(names.toSorted()).toEqual(SEED_PEOPLE.map((person) => person.displayName).toSorted())
  })
})

describe('an advanced query', () => {
  const EVENTUAL = { consistencylevel: 'eventual' }
  const advanced = (filter: string, headers: HeadersInit = EVENTUAL) =>
    call('GET', `users?$count=true&$filter=${encodeURIComponent(filter)}`, undefined, headers)

  test.each([
    ['what is not', "userType ne 'Member'", ['李娜 Li Na (Fabrikam)']],
    ['how an address ends', "endsWith(mail, '@fabrikam.example')", ['李娜 Li Na (Fabrikam)']],
    ['what is not so', "not(userType eq 'Member')", ['李娜 Li Na (Fabrikam)']],
  ])('finds %s, and counts', async (_what, filter, names) => {
    const answer = await advanced(filter)
    expect(namesIn(answer)).toEqual(names)
    expect(answer.body['@odata.count']).toBe(names.length)
  })

  test('is refused without its header, and without its count', async () => {
    expect(await advanced("userType ne 'Member'", {})).toMatchObject({
      status: 400,
      code: 'Request_UnsupportedQuery',
    })
    const filter = encodeURIComponent("userType ne 'Member'")
    expect((await call('GET', `users?$filter=${filter}`, undefined, EVENTUAL)).code).toBe(
      'Request_UnsupportedQuery',
    )
  })
})

describe('a mailbox is opened', () => {
  const mailFolders = (alias: string) => call('GET', `users/${alias}@contoso.example/mailFolders?$top=1`)

  test.each([
    ['of a member', 'megan.bowen'],
    ['of somebody whose account is disabled', 'johanna.lorenz'],
    ['that is shared', 'trading.desk'],
  ])('%s', async (_whose, alias) => {
    expect((await mailFolders(alias)).status).toBe(200)
  })

  test.each([
    ['of somebody who has none', 'miriam.graham', 'MailboxNotEnabledForRESTAPI'],
    ['that is on a local server', 'pradeep.gupta', 'MailboxNotEnabledForRESTAPI'],
    ['that is inactive', 'enrico.cattaneo', 'MailboxNotEnabledForRESTAPI'],
    ['that was deleted', 'nestor.wilke', 'ErrorNonExistentMailbox'],
    ['of nobody', 'nobody', 'ErrorInvalidUser'],
  ])('but not %s', async (_whose, alias, code) => {
    expect(await mailFolders(alias)).toMatchObject({ status: 404, code })
  })

  test('but not of a guest', async () => {
    const guest = encodeURIComponent('li.na_fabrikam.example#EXT#@contoso.example')
    expect((await call('GET', `users/${guest}/mailFolders`)).status).toBe(404)
  })
})

test('two people may have one name', async () => {
  const answer = await call('GET', `users?$filter=${encodeURIComponent("displayName eq '王芳 Wang Fang'")}`)
  const [one, other] = answer.body.value as Record<string, unknown>[]
  expect(one?.displayName).toBe(other?.displayName)
  expect([one?.id, one?.mail, one?.mobilePhone]).not.toContain(other?.id)
  expect(one?.mail).not.toBe(other?.mail)
  expect(one?.mobilePhone).not.toBe(other?.mobilePhone)
})

describe('the directory refuses', () => {
  test('a page token that it has not given out', async () => {
    expect(await call('GET', 'users?$top=2&$skiptoken=2')).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  test('a user who does not exist', async () => {
    expect(await call('GET', 'users/nobody@contoso.example')).toMatchObject({
      status: 404,
      code: 'Request_ResourceNotFound',
    })
  })

  test('an alias in the path, where only id and user principal name are taken', async () => {
    expect((await call('GET', 'users/yang.liu@contoso.example')).status).toBe(404)
  })

  test.each([
    ['an advanced query', "mail ne 'a@b.example'", 'Request_UnsupportedQuery'],
    ['a property that cannot be filtered', "jobTitle eq 'x'", 'Request_UnsupportedQuery'],
    [
      'a property that cannot be filtered, behind one that can',
      "mail eq 'a@b.example' or jobTitle eq 'x'",
      'Request_UnsupportedQuery',
    ],
    ['an unfinished filter', "mail eq 'a@b.example", 'BadRequest'],
    ['an unfinished any', "proxyAddresses/any(p:p eq 'x'", 'BadRequest'],
  ])('%s', async (_what, filter, code) => {
    expect(await call('GET', `users?$filter=${encodeURIComponent(filter)}`)).toMatchObject({
      status: 400,
      code,
    })
  })

  test('a property that users do not have', async () => {
    expect(await call('GET', 'users?$select=shoeSize')).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  test('pages of more than 999', async () => {
    expect(await call('GET', 'users?$top=1000')).toMatchObject({ status: 400, code: 'BadRequest' })
  })
})

function namesIn(answer: GraphAnswer): unknown[] {
  expect(answer.status).toBe(200)
  return (answer.body.value as { displayName: string }[]).map((user) => user.displayName)
}
