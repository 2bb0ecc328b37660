import { randomBytes } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { createAuthOptions } from './auth/options.ts'
import { compose } from './composition.ts'
import { CLOUD_NAMES, type CloudName } from './platform/clouds.ts'
import { parseEnvironment } from './platform/env.ts'

/** Graph is asked by node:https, Entra by fetch. */
const graph = vi.hoisted(() => ({ asked: [] as string[] }))
vi.mock('./adapters/graph/http-send.ts', () => ({
  createHttpSend: () => async (url: string) => {
    graph.asked.push(url)
    return { status: 200, header: () => null, text: JSON.stringify({ value: [] }) }
  },
}))

const TENANT = '6f2b8a1e-3c4d-4e5f-8a9b-0c1d2e3f4a5b'

function environmentOf(cloud: CloudName) {
  return parseEnvironment({
    M365_CLOUD: cloud,
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgresql://app:app@db.example/archive',
    NEXTAUTH_URL: 'https://archive.contoso.example',
    NEXTAUTH_SECRET: 'x'.repeat(32),
    ENTRA_TENANT_ID: TENANT,
    ENTRA_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
    ENTRA_CLIENT_SECRET: 'the-secret',
    AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
    SECRET_KEYS: `key1:${randomBytes(32).toString('base64')}`,
  })
}

/** Answers as Entra of any cloud would, and keeps what was asked for, in order. */
function fetchThatListens() {
  const asked: { host: string; path: string; form: URLSearchParams }[] = []
  const answer: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    asked.push({ host: url.host, path: url.pathname, form: new URLSearchParams(String(init?.body ?? '')) })
    if (url.pathname.endsWith('/openid-configuration')) {
      const login = `${url.origin}/${TENANT}`
      return Response.json({
        issuer: `${login}/v2.0`,
        authorization_endpoint: `${login}/oauth2/v2.0/authorize`,
        token_endpoint: `${login}/oauth2/v2.0/token`,
        jwks_uri: `${login}/discovery/v2.0/keys`,
      })
    }
    if (url.pathname.endsWith('/token'))
      return Response.json({ token_type: 'Bearer', expires_in: 3599, access_token: 'the-token' })
    throw new Error(`Nobody is asked at ${url.href}.`)
  }
  return { answer, asked }
}

afterEach(() => vi.unstubAllGlobals())

const EXPECTED: Record<CloudName, { signIn: string; token: string; graph: string }> = {
  global: {
    signIn: 'login.microsoftonline.com',
    token: 'login.microsoftonline.com',
    graph: 'graph.microsoft.com',
  },
  'gcc-high': {
    signIn: 'login.microsoftonline.us',
    token: 'login.microsoftonline.us',
    graph: 'graph.microsoft.us',
  },
  dod: {
    signIn: 'login.microsoftonline.us',
    token: 'login.microsoftonline.us',
    graph: 'dod-graph.microsoft.us',
  },
  china: {
    signIn: 'login.chinacloudapi.cn',
    token: 'login.chinacloudapi.cn',
    graph: 'microsoftgraph.chinacloudapi.cn',
  },
}

test.each(CLOUD_NAMES)(
  'M365_CLOUD=%s moves sign-in, token and Graph, and asks nobody else',
  async (cloud) => {
    const { answer, asked } = fetchThatListens()
    vi.stubGlobal('fetch', answer)
    const env = environmentOf(cloud)
    const { ports, clock, log } = compose(env, 'test')
    const expected = EXPECTED[cloud]

    const [provider] = createAuthOptions({ env, clock, log }).providers
    expect(provider?.options).toMatchObject({
      wellKnown: `https://${expected.signIn}/${TENANT}/v2.0/.well-known/openid-configuration`,
    })

    await expect(ports.directory.findUser('wang.lei@contoso.example')).resolves.toEqual({
      found: false,
      reason: 'not-found',
    })
    const tokenRequest = asked.find(({ path }) => path.endsWith('/token'))
    expect(tokenRequest).toMatchObject({ host: expected.token, path: `/${TENANT}/oauth2/v2.0/token` })
    expect(tokenRequest?.form.get('scope')).toContain(`https://${expected.graph}/.default`)
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set([expected.token]))
    expect(new Set(graph.asked.splice(0).map((url) => new URL(url).host))).toEqual(new Set([expected.graph]))
  },
)
