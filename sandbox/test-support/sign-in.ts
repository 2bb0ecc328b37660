import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'

const discoveryDocument = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
})

export type Discovery = z.infer<typeof discoveryDocument>

export async function discover(sandbox: RunningSandbox): Promise<Discovery> {
  const url = `${sandbox.entraUrl}/${sandbox.tenantId}/v2.0/.well-known/openid-configuration`
  return discoveryDocument.parse(await (await fetch(url)).json())
}

/** A browser's part of a sign-in: keeps cookies, follows redirects until they lead out of the sandbox. */
export class TestBrowser {
  readonly #cookies = new Map<string, string>()

  async open(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: URL; status: number; text: string }> {
    let next = new URL(url)
    let body = form && new URLSearchParams(form)
    const { origin } = next
    for (let hop = 0; hop < 10; hop += 1) {
      const response = await fetch(next, {
        redirect: 'manual',
        headers: {
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          accept: 'text/html',
        },
        ...(body ? { method: 'POST', body } : {}),
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
        this.#cookies.set(name, value)
      }
      const location = response.headers.get('location')
      if (location === null) return { url: next, status: response.status, text: await response.text() }
      next = new URL(location, next)
      body = undefined
      if (next.origin !== origin) return { url: next, status: response.status, text: '' }
    }
    throw new Error('The sign-in redirects without end.')
  }
}

export function newAuthorizationRequest(sandbox: RunningSandbox, discovery: Discovery, redirectUri: string) {
  const codeVerifier = randomBytes(32).toString('base64url')
  const params = {
    client_id: sandbox.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  return { codeVerifier, url: `${discovery.authorization_endpoint}?${new URLSearchParams(params)}`, params }
}

export function redeemCode(
  sandbox: RunningSandbox,
  discovery: Discovery,
  body: Record<string, string>,
  clientSecret = sandbox.clientSecret,
): Promise<Response> {
  const basic = Buffer.from(`${encodeURIComponent(sandbox.clientId)}:${encodeURIComponent(clientSecret)}`)
  return fetch(discovery.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${basic.toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', ...body }),
  })
}
