import ssh2, { type ConnectConfig } from 'ssh2'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeSshKey } from './make-ssh-key.ts'
import { startTestSite, type TestSite, visit } from './site-for-tests.ts'

let site: TestSite

beforeAll(async () => {
  site = await startTestSite({ files: { 'one.zip': Buffer.from('one') } })
})
afterAll(() => site.close())
afterEach(() => site.control('POST', '/site/reset'))

describe('a password', () => {
  test('opens the site', async () => {
    expect(await tryLogin({})).toBe('in')
  })

  test.each([
    ['that is wrong', { password: 'wrong' }],
    ['that is empty', { password: '' }],
    ['of nobody', { username: 'root' }],
    ['of a name that only begins like ours', { username: 'contoso-archive-x' }],
  ])('%s is refused', async (_how, login) => {
    expect(await tryLogin(login)).toBe('refused')
  })

  test('is asked for by keyboard-interactive too, without showing it', async () => {
    const prompts: unknown[] = []
    const answer = (password: string) =>
      methods({
        type: 'keyboard-interactive',
        username: site.login.username,
        prompt: (
          _name: string,
          _text: string,
          _language: string,
          asked: unknown[],
          finish: (answers: string[]) => void,
        ) => {
          prompts.push(...asked)
          finish([password])
        },
      })
    expect(await tryLogin(answer(site.login.password))).toBe('in')
    expect(await tryLogin(answer('wrong'))).toBe('refused')
    expect(prompts).toEqual([
      { prompt: 'Password: ', echo: false },
      { prompt: 'Password: ', echo: false },
    ])
  })
})

describe('a public key', () => {
  test.each([
    ['Ed25519', makeSshKey('ed25519')],
    ['ECDSA', makeSshKey('ecdsa')],
    ['RSA', makeSshKey('rsa')],
  ])('of type %s opens the site once it is authorized, and not before', async (_type, pair) => {
    expect(await tryLogin(withKey(pair.private))).toBe('refused')
    expect((await authorize(pair.public)).status).toBe(201)
    expect(await tryLogin(withKey(pair.private))).toBe('in')
    await site.control('DELETE', '/site/authorized-keys')
    expect(await tryLogin(withKey(pair.private))).toBe('refused')
  })

  test('opens no other name', async () => {
    const pair = makeSshKey('ed25519')
    await authorize(pair.public)
    expect(await tryLogin(withKey(pair.private, 'root'))).toBe('refused')
    expect(await tryLogin(withKey(pair.private))).toBe('in')
  })

  test('that another one has signed for is refused', async () => {
    const [ours, theirs] = [makeSshKey('ed25519'), makeSshKey('ed25519')]
    await authorize(ours.public)
    const forged = ssh2.utils.parseKey(ours.private)
    const other = ssh2.utils.parseKey(theirs.private)
    if (forged instanceof Error || other instanceof Error) throw new Error('No key.')
    forged.sign = (data, algorithm) => other.sign(data, algorithm)
    expect(await tryLogin(withKey(forged))).toBe('refused')
    expect(await loginCounters()).toMatchObject({ ok: { publickey: 0 }, refused: { publickey: 1 } })
  })

  test.each([
    ['private', () => makeSshKey('ed25519').private],
    ['no key at all', () => 'ssh-ed25519 AAAA'],
    ['two lines', () => `${makeSshKey('ed25519').public}\n${'x'}`],
  ])('that is %s is not authorized', async (_what, publicKey) => {
    expect((await authorize(publicKey())).status).toBe(400)
  })
})

describe('every refusal', () => {
  test('names the methods that are offered', async () => {
    expect(await offeredMethods()).toEqual(['publickey', 'password', 'keyboard-interactive'])
    await site.control('PATCH', '/knobs/site', { logins: { methods: ['publickey'] } })
    expect(await offeredMethods()).toEqual(['publickey'])
  })

  test('of a method that is not offered does not even look at the password', async () => {
    await site.control('PATCH', '/knobs/site', { logins: { methods: ['publickey'] } })
    expect(await tryLogin({})).toBe('refused')
  })

  test('is counted by method', async () => {
    await tryLogin({})
    await tryLogin({ password: 'wrong' })
    expect(await loginCounters()).toMatchObject({ ok: { password: 1 }, refused: { password: 1, none: 0 } })
  })

  test('brings the connection closer to its end, which is the sixth', async () => {
    const tries = 9
    let asked = 0
    const login = {
      authHandler: (_left: unknown, _partial: unknown, next: (method: unknown) => void) => {
        asked += 1
        if (asked > tries) next(false)
        else next({ type: 'password', username: site.login.username, password: `guess ${asked}` })
      },
    } as unknown as Partial<ConnectConfig>
    expect(await tryLogin(login)).toBe('closed')
    expect(await loginCounters()).toMatchObject({ refused: { password: 6 } })
  })
})

test('after so many logins all are refused, until the knobs are set anew', async () => {
  await site.control('PATCH', '/knobs/site', { logins: { refuseAfter: 2 } })
  const outcomes = [await tryLogin({}), await tryLogin({}), await tryLogin({}), await tryLogin({})]
  expect(outcomes).toEqual(['in', 'in', 'refused', 'refused'])
  await site.control('DELETE', '/knobs/site')
  expect(await tryLogin({})).toBe('in')
})

describe('an account', () => {
  const as = (suffix: string) => visit({ ...site.login, username: `${site.login.username}${suffix}` })

  test('has the packages', async () => {
    const visitor = await as('')
    expect(await visitor.names('/')).toEqual(['outbox'])
    expect(await visitor.names()).toEqual(['one.zip'])
    visitor.end()
  })

  test('has an empty folder', async () => {
    const visitor = await as('-empty')
    expect(await visitor.names('/')).toEqual(['outbox'])
    expect(await visitor.names()).toEqual([])
    await expect(visitor.read('one.zip')).rejects.toThrow(/no such file/i)
    visitor.end()
  })

  test('has no folder', async () => {
    const visitor = await as('-missing')
    expect(await visitor.names('/')).toEqual([])
    await expect(visitor.names()).rejects.toThrow(/no such file/i)
    visitor.end()
  })

  test('has a folder that it may not read', async () => {
    const visitor = await as('-forbidden')
    expect(await visitor.names('/')).toEqual(['outbox'])
    await expect(visitor.names()).rejects.toThrow(/permission denied/i)
    await expect(visitor.read('one.zip')).rejects.toThrow(/permission denied/i)
    visitor.end()
  })

  test('has no SFTP', async () => {
    await expect(as('-no-sftp')).rejects.toThrow(/subsystem/i)
  })
})

function withKey(key: ssh2.ParsedKey | string, username: string = site.login.username): ConnectConfig {
  return methods({ type: 'publickey', username, key })
}

/** What ssh2 takes and its types do not know. */
function methods(...authHandler: object[]): ConnectConfig {
  return { authHandler } as unknown as ConnectConfig
}

function authorize(publicKey: string) {
  return site.control('POST', '/site/authorized-keys', { publicKey })
}

async function loginCounters() {
  const { body } = await site.control('GET', '/counters')
  return (body.site as { logins: unknown }).logins
}

/** With the password alone unless said otherwise: by itself ssh2 would ask with `none` first. */
function tryLogin(login: Partial<ConnectConfig>): Promise<'in' | 'refused' | 'closed'> {
  const client = new ssh2.Client()
  return new Promise((resolve) => {
    client.on('ready', () => resolve('in'))
    client.on('error', (error) => {
      if (error.level === 'client-authentication') resolve('refused')
    })
    client.on('close', () => resolve('closed'))
    client.connect({ ...site.login, authHandler: ['password'], ...login })
  }).finally(() => client.end()) as Promise<'in' | 'refused' | 'closed'>
}

function offeredMethods(): Promise<string[]> {
  const client = new ssh2.Client()
  client.on('error', () => undefined)
  return new Promise<string[]>((resolve) => {
    client.connect({
      ...site.login,
      authHandler: (methodsLeft, _partial, next) => {
        if (methodsLeft) resolve(methodsLeft as string[])
        next((methodsLeft ? false : 'none') as never)
      },
    })
  }).finally(() => client.end())
}
