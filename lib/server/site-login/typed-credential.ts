import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import type { SiteLoginInput } from '#lib/domain/site-login-input.ts'
import type { ReadSiteKey, SiteCredential } from '#lib/sync/ports/source-site.ts'

export type ChosenCredential = {
  ok: true
  credential: SiteCredential
  /** Null: a password. */
  keyFingerprint: string | null
  /** It was typed now, and is not the stored one. */
  isNew: boolean
}

/** What was typed as proof of who asks; null when nothing was: then the stored one is meant. */
export function typedCredential(
  input: SiteLoginInput,
  readKey: ReadSiteKey,
): ChosenCredential | Refusal | null {
  if (input.method === 'password') {
    if (input.password === '') return null
    const credential = { method: 'password', password: input.password } as const
    return { ok: true, credential, keyFingerprint: null, isNew: true }
  }
  if (input.privateKey.trim() === '') return null
  const passphrase = input.passphrase || null
  const key = readKey(input.privateKey, passphrase)
  if (!key.ok) {
    const field = key.reason.startsWith('key-passphrase') ? 'passphrase' : 'privateKey'
    return refuse(key.reason, { fields: { [field]: [key.reason] } })
  }
  const credential = { method: 'key', privateKey: input.privateKey, passphrase } as const
  return { ok: true, credential, keyFingerprint: key.fingerprint, isNew: true }
}
