import { describe, expect, test } from 'vitest'
import { createAppTokenProvider } from './app-token.ts'

const TENANT = '0f4e7c1a-58c2-4a53-9d5e-2a7b1c3d4e5f'
const AUTHORITY = 'https://login.sandbox.test:4411'
const SECRET = 'the-app-secret'

type Answer = { status: number; body: unknown }

function providerThatGets(token: Answer | Error) {
  const requests: { url: string; body: string }[] = []
  const provider = createAppTokenProvider({
    tenantId: TENANT,
    clientId: '6a1f0c2e-1111-4222-8333-444455556666',
    clientSecret: SECRET,
    tokenAuthority: AUTHORITY,
    graphUrl: 'https://graph.sandbox.test:4412',
    requestTimeoutMs: 2_000,
    fetch: async (input, init) => {
      const url = String(input)
      if (url.includes('openid-configuration')) return json({ status: 200, body: discovery })
      requests.push({ url, body: String(init?.body) })
      if (token instanceof Error) throw token
      return json(token)
    },
  })
  return { provider, requests }
}

const json = ({ status, body }: Answer) => new Response(JSON.stringify(body), { status })

const discovery = {
  issuer: `${AUTHORITY}/${TENANT}/v2.0`,
  authorization_endpoint: `${AUTHORITY}/${TENANT}/oauth2/v2.0/authorize`,
  token_endpoint: `${AUTHORITY}/${TENANT}/oauth2/v2.0/token`,
  jwks_uri: `${AUTHORITY}/${TENANT}/discovery/v2.0/keys`,
}

describe("the app's token", () => {
  test('is asked for once, for Graph alone, and kept', async () => {
    const { provider, requests } = providerThatGets({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3599, access_token: 'the-token' },
    })
    expect(await provider()).toBe('the-token')
    expect(await provider()).toBe('the-token')
    expect(requests).toHaveLength(1)
    expect(requests[0]?.url).toContain(`/${TENANT}/oauth2/v2.0/token`)
    const form = new URLSearchParams(requests[0]?.body)
    expect(form.get('grant_type')).toBe('client_credentials')
    expect(form.get('scope')).toContain('https://graph.sandbox.test:4412/.default')
  })

  test("is refused with Entra's number, and without the secret", async () => {
    const { provider } = providerThatGets({
      status: 401,
      body: { error: 'invalid_client', error_description: `AADSTS7000215: Invalid client secret provided.` },
    })
    const error: unknown = await provider().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'token_refused', message: expect.stringContaining('AADSTS7000215') })
    expect(String(error)).not.toContain(SECRET)
  })

  test.each<[string, Answer | Error]>([
    ['Entra is unreachable', new TypeError('fetch failed')],
    [
      'Entra has an outage',
      { status: 503, body: { error: 'temporarily_unavailable', error_description: 'later' } },
    ],
  ])('is unavailable when %s', async (_, answer) => {
    await expect(providerThatGets(answer).provider()).rejects.toMatchObject({ code: 'token_unavailable' })
  })
})
