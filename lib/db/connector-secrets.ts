import type { SealedSecret, SecretBox } from '#lib/platform/secret-box.ts'
import type { SiteCredential } from '#lib/sync/ports/source-site.ts'
import type { TenantTransaction } from './with-tenant.ts'

type SecretOwner = { tenantId: string; connectorId: string }

const SITE_PASSWORD = 'site-password'
const SITE_PRIVATE_KEY = 'site-private-key'

/** Encrypts what the site's login needs and stores it; what was there is replaced, of either kind. */
export async function saveSiteCredential(
  transaction: TenantTransaction,
  secretBox: SecretBox,
  owner: SecretOwner,
  credential: SiteCredential,
): Promise<void> {
  const field = credential.method === 'key' ? SITE_PRIVATE_KEY : SITE_PASSWORD
  const { tenantId, connectorId } = owner
  await transaction.connectorSecret.deleteMany({
    where: { tenantId, connectorId, field: { in: [SITE_PASSWORD, SITE_PRIVATE_KEY], not: field } },
  })
  const sealed: SealedSecret = secretBox.seal(plaintextOf(credential), boundTo(owner, field))
  await transaction.connectorSecret.upsert({
    where: { connectorId_field: { connectorId, field }, tenantId },
    create: { tenantId, connectorId, field, ...sealed },
    update: sealed,
    select: { field: true },
  })
}

/**
 * What the site's login needs, to be used at once and kept nowhere. Null when nothing is stored.
 * @throws {SecretBoxError} when it does not open with its key and row.
 */
export async function findSiteCredential(
  transaction: TenantTransaction,
  secretBox: SecretBox,
  owner: SecretOwner,
): Promise<SiteCredential | null> {
  const row = await transaction.connectorSecret.findFirst({
    where: rowsOf(owner),
    select: { field: true, keyId: true, iv: true, ciphertext: true },
  })
  if (!row) return null
  const plaintext = secretBox.open(row, boundTo(owner, row.field))
  if (row.field === SITE_PASSWORD) return { method: 'password', password: plaintext }
  // Ours: sealed by the function above, and authenticated by the cipher.
  return { method: 'key', ...(JSON.parse(plaintext) as { privateKey: string; passphrase: string | null }) }
}

export async function hasSiteCredential(
  transaction: TenantTransaction,
  owner: SecretOwner,
): Promise<boolean> {
  return (await transaction.connectorSecret.count({ where: rowsOf(owner) })) > 0
}

/** The passphrase lies with its key: one without the other is of no use. */
function plaintextOf(credential: SiteCredential): string {
  if (credential.method === 'password') return credential.password
  const { privateKey, passphrase } = credential
  return JSON.stringify({ privateKey, passphrase })
}

/** Spelled out: a caller may pass an object that has more in it. */
function rowsOf({ tenantId, connectorId }: SecretOwner) {
  return { tenantId, connectorId, field: { in: [SITE_PASSWORD, SITE_PRIVATE_KEY] } }
}

/** Additional data of the encryption: a secret copied to another row does not open there. */
function boundTo(owner: SecretOwner, field: string): string {
  return `${owner.tenantId}|${owner.connectorId}|${field}`
}
