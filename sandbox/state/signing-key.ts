import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { z } from 'zod'
import { keptFile } from './kept-file.ts'

const rsaKey = z.looseObject({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  kid: z.string(),
})

export type SigningKey = { privateJwk: JWK & { kid: string }; publicJwk: JWK & { kid: string } }

/** The RSA key that signs every token of the tenant, as a JWK; made once per folder. */
export async function loadSigningKey(dir: string): Promise<SigningKey> {
  const text = await keptFile(join(dir, 'token-key.json'), makeKey)
  const key = rsaKey.parse(JSON.parse(text))
  const use = { kid: key.kid, alg: 'RS256', use: 'sig' }
  return {
    privateJwk: { ...key, ...use },
    publicJwk: { kty: key.kty, n: key.n, e: key.e, ...use },
  }
}

async function makeKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk) })
}
