import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getServerSession } from 'next-auth'
import { encode } from 'next-auth/jwt'
import { describe, expect, test } from 'vitest'
import { parseEnvironment } from '#lib/platform/env.ts'
import { createLogger } from '#lib/platform/logger.ts'
import { createAuthOptions } from './options.ts'

const env = parseEnvironment({
  DATABASE_URL: 'postgresql://app:app@db.example/archive',
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  ENTRA_TENANT_ID: '6f2b8a1e-3c4d-4e5f-8a9b-0c1d2e3f4a5b',
  ENTRA_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
  ENTRA_CLIENT_SECRET: 'the-secret',
  AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  SECRET_KEYS: `key1:${randomBytes(32).toString('base64')}`,
})
const signedInAt = new Date('2026-11-22T08:00:00Z')
const claims = {
  tenantId: env.ENTRA_TENANT_ID,
  objectId: '22222222-2222-4333-8444-555555555555',
  name: 'Megan Bowen',
  address: 'megan.bowen@contoso.example',
  roles: ['DataConnector.Admin'],
  signedInAtMs: signedInAt.getTime(),
}

/** What pages, and browsers that ask `/api/auth/session`, are told of a cookie that is itself alive. */
async function sessionOf(cookieClaims: unknown, hoursLater: number): Promise<unknown> {
  const now = () => new Date(signedInAt.getTime() + hoursLater * 3_600_000)
  const options = createAuthOptions({
    env,
    clock: { now },
    log: createLogger({ level: 'silent', name: 'test' }),
  })
  const cookie = await encode({ token: { claims: cookieClaims }, secret: env.NEXTAUTH_SECRET })
  const request = { headers: {}, cookies: { 'next-auth.session-token': cookie } }
  const response = { getHeader: () => undefined, setHeader: () => undefined }
  return getServerSession(
    request as unknown as IncomingMessage & { cookies: Record<string, string> },
    response as unknown as ServerResponse,
    options,
  )
}

describe('a session', () => {
  test('is told with its claims until eight hours after sign-in', async () => {
    expect(await sessionOf(claims, 7.9)).toMatchObject({ claims })
  })

  test('has no claims after that, though its cookie was renewed', async () => {
    expect(await sessionOf(claims, 8)).not.toHaveProperty('claims')
  })

  test('has no claims when the installation has moved to another tenant', async () => {
    const elsewhere = { ...claims, tenantId: '99999999-3c4d-4e5f-8a9b-0c1d2e3f4a5b' }
    expect(await sessionOf(elsewhere, 1)).not.toHaveProperty('claims')
  })

  test('has no claims when its cookie holds something else', async () => {
    expect(await sessionOf(null, 1)).not.toHaveProperty('claims')
  })
})
