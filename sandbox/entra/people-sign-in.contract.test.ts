import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED_PEOPLE } from '#sandbox/directory-seed.ts'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import {
  type Discovery,
  discover,
  newAuthorizationRequest,
  redeemCode,
  TestBrowser,
} from '#sandbox/test-support/sign-in.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'

const REDIRECT_URI = SANDBOX_IDENTITIES.redirectUris[0]

let sandbox: RunningSandbox
let discovery: Discovery

beforeAll(async () => {
  sandbox = await startTestSandbox()
  discovery = await discover(sandbox)
})
afterAll(() => sandbox.close())

describe('a person signs in', () => {
  test('as an admin, and the ID token says who it is and with which role', async () => {
    const { claims, header } = await signIn('Megan Bowen')
    expect(header.alg).toBe('RS256')
    expect(claims).toMatchObject({
      iss: `${sandbox.entraUrl}/${sandbox.tenantId}/v2.0`,
      aud: sandbox.clientId,
      nonce: 'nonce-1',
      oid: person('Megan Bowen').id,
      tid: sandbox.tenantId,
      name: 'Megan Bowen',
      preferred_username: 'megan.bowen@contoso.example',
      email: 'megan.bowen@contoso.example',
      roles: ['DataConnector.Admin'],
    })
    expect(claims.sub).not.toBe(claims.oid)
  })

  test('as a reader, with the reader role', async () => {
    expect((await signIn('Alex Wilber')).claims.roles).toEqual(['DataConnector.Reader'])
  })

  test('without a role, and the token has no roles claim', async () => {
    expect((await signIn('Lidia Holloway')).claims).not.toHaveProperty('roles')
  })

  test('and is asked again who it is the next time', async () => {
    const browser = new TestBrowser()
    await signIn('Megan Bowen', browser)
    const again = await browser.open(newAuthorizationRequest(sandbox, discovery, REDIRECT_URI).url)
    expect(again.text).toContain('Pick who signs in')
  })

  test('and may be another one then, in the same browser', async () => {
    const browser = new TestBrowser()
    for (const name of ['Megan Bowen', 'Alex Wilber', 'Megan Bowen']) {
      expect((await signIn(name, browser)).claims.name).toBe(name)
    }
  })
})

describe('the picker', () => {
  test('is what an app gets that asks for another account, and one pick answers it', async () => {
    const { url } = newAuthorizationRequest(sandbox, discovery, REDIRECT_URI)
    const browser = new TestBrowser()
    const page = await browser.open(`${url}&prompt=select_account`)
    expect(page.text).toContain('Pick who signs in')
    const answer = await browser.open(page.url.href, { person: person('Alex Wilber').id })
    expect(answer.url.href.startsWith(`${REDIRECT_URI}?`)).toBe(true)
    expect(answer.url.searchParams.get('code')).toBeTruthy()
  })

  test('names every person who can sign in, and nobody whose account is disabled', async () => {
    const page = await new TestBrowser().open(newAuthorizationRequest(sandbox, discovery, REDIRECT_URI).url)
    for (const { displayName, accountEnabled } of SEED_PEOPLE) {
      expect(page.text.includes(`<strong>${displayName}</strong>`)).toBe(accountEnabled)
    }
  })

  test('does not sign a disabled person in, whatever the form says', async () => {
    const browser = new TestBrowser()
    const page = await browser.open(newAuthorizationRequest(sandbox, discovery, REDIRECT_URI).url)
    const answer = await browser.open(page.url.href, { person: person('Johanna Lorenz').id })
    expect(answer.status).toBe(400)
  })
})

describe('Entra refuses', () => {
  test('a redirect address that is not registered', async () => {
    const { url } = newAuthorizationRequest(sandbox, discovery, 'http://localhost:3999/elsewhere')
    expect(await new TestBrowser().open(url)).toMatchObject({ status: 400 })
  })

  test('a request without PKCE', async () => {
    const { params } = newAuthorizationRequest(sandbox, discovery, REDIRECT_URI)
    const { code_challenge: _challenge, code_challenge_method: _method, ...without } = params
    const answer = await new TestBrowser().open(
      `${discovery.authorization_endpoint}?${new URLSearchParams(without)}`,
    )
    expect(answer.url.searchParams.get('error')).toBe('invalid_request')
  })

  test('a code with the wrong verifier', async () => {
    const { code } = await authorize('Megan Bowen')
    const response = await redeemCode(sandbox, discovery, {
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: 'x'.repeat(43),
    })
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' })
  })

  test('a code that was used before', async () => {
    const { code, codeVerifier } = await authorize('Megan Bowen')
    const body = { code, redirect_uri: REDIRECT_URI, code_verifier: codeVerifier }
    expect((await redeemCode(sandbox, discovery, body)).status).toBe(200)
    expect((await redeemCode(sandbox, discovery, body)).status).toBe(400)
  })

  test('the wrong client secret', async () => {
    const { code, codeVerifier } = await authorize('Megan Bowen')
    const body = { code, redirect_uri: REDIRECT_URI, code_verifier: codeVerifier }
    const response = await redeemCode(sandbox, discovery, body, 'wrong')
    expect(await response.json()).toMatchObject({ error: 'invalid_client' })
  })

  test('another tenant', async () => {
    const response = await fetch(`${sandbox.entraUrl}/common/v2.0/.well-known/openid-configuration`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] })
  })
})

async function authorize(displayName: string, browser = new TestBrowser()) {
  const request = newAuthorizationRequest(sandbox, discovery, REDIRECT_URI)
  const picker = await browser.open(request.url)
  expect(picker.text).toContain('Pick who signs in')
  const picked = await browser.open(picker.url.href, { person: person(displayName).id })
  const callback = await submitForm(picked, browser)
  expect(callback.url.href.startsWith(REDIRECT_URI)).toBe(true)
  expect(callback.url.searchParams.get('state')).toBe('state-1')
  return { code: callback.url.searchParams.get('code') ?? '', codeVerifier: request.codeVerifier }
}

/** What a browser does by itself with the page between one person's session and the next. */
async function submitForm(page: Awaited<ReturnType<TestBrowser['open']>>, browser: TestBrowser) {
  const [, action] = /<form method="post" action="([^"]+)"/.exec(page.text) ?? []
  if (!page.text.includes('Submitting Callback') || !action) return page
  const inputs = page.text.matchAll(/name="([^"]+)" value="([^"]*)"/g)
  return browser.open(action, Object.fromEntries([...inputs].map(([, name, value]) => [name, value])))
}

async function signIn(displayName: string, browser = new TestBrowser()) {
  const { code, codeVerifier } = await authorize(displayName, browser)
  const response = await redeemCode(sandbox, discovery, {
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: codeVerifier,
  })
  const { id_token: idToken } = (await response.json()) as { id_token: string }
  const { payload, protectedHeader } = await jwtVerify(
    idToken,
    createRemoteJWKSet(new URL(discovery.jwks_uri)),
    {
      issuer: discovery.issuer,
      audience: sandbox.clientId,
    },
  )
  return { claims: payload, header: protectedHeader }
}

function person(displayName: string) {
  const found = SEED_PEOPLE.find((candidate) => candidate.displayName === displayName)
  if (!found) throw new Error(`There is no ${displayName}.`)
  return found
}
