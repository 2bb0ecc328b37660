import { findSiteCredential } from '#lib/db/connector-secrets.ts'
import type { ConnectorRow } from '#lib/db/connectors.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import type { SiteLoginInput } from '#lib/domain/site-login-input.ts'
import type { SecretBox } from '#lib/platform/secret-box.ts'
import type { ChosenCredential } from './typed-credential.ts'

/** The stored password or key goes to the site and user that it was stored for, and to no other. */
export async function storedCredential(
  transaction: TenantTransaction,
  secretBox: SecretBox,
  { tenantId, connector, input }: { tenantId: string; connector: ConnectorRow; input: SiteLoginInput },
): Promise<ChosenCredential | Refusal> {
  const isSameOwner = isSameSite(connector, input) && connector.siteUsername === input.username
  const credential = isSameOwner
    ? await findSiteCredential(transaction, secretBox, { tenantId, connectorId: connector.id })
    : null
  if (credential?.method === input.method) {
    return { ok: true, credential, keyFingerprint: connector.siteKeyFingerprint, isNew: false }
  }
  return input.method === 'key'
    ? refuse('key-needed', { fields: { privateKey: ['required'] } })
    : refuse('password-needed', { fields: { password: ['required'] } })
}

export function isSameSite(
  connector: Pick<ConnectorRow, 'siteHost' | 'sitePort'>,
  asked: Pick<SiteLoginInput, 'host' | 'port'>,
): boolean {
  return connector.siteHost === asked.host && connector.sitePort === asked.port
}
