import type { SealedSecret, SecretBox } from '#lib/platform/secret-box.ts'
import type { TenantTransaction } from './with-tenant.ts'

type SecretOwner = { tenantId: string; connectorId: string }

const SITE_PASSWORD = 'site-password'

/** Encrypts the site's password and stores it; what was there is replaced. */
export async function saveSitePassword(
  transaction: TenantTransaction,
  secretBox: SecretBox,
  owner: SecretOwner,
  password: string,
): Promise<void> {
  const sealed: SealedSecret = secretBox.seal(password, boundTo(owner))
  await transaction.connectorSecret.upsert({
    where: {
      connectorId_field: { connectorId: owner.connectorId, field: SITE_PASSWORD },
      tenantId: owner.tenantId,
    },
    create: { ...rowOf(owner), ...sealed },
    update: sealed,
    select: { field: true },
  })
}

/**
 * The site's password, to be used at once and kept nowhere. Null when none is stored.
 * @throws {SecretBoxError} when it does not open with its key and row.
 */
export async function findSitePassword(
  transaction: TenantTransaction,
  secretBox: SecretBox,
  owner: SecretOwner,
): Promise<string | null> {
  const row = await transaction.connectorSecret.findFirst({
    where: rowOf(owner),
    select: { keyId: true, iv: true, ciphertext: true },
  })
  return row && secretBox.open(row, boundTo(owner))
}

export async function hasSitePassword(transaction: TenantTransaction, owner: SecretOwner): Promise<boolean> {
  return (await transaction.connectorSecret.count({ where: rowOf(owner) })) > 0
}

/** Spelled out: a caller may pass an object that has more in it. */
function rowOf({ tenantId, connectorId }: SecretOwner) {
  return { tenantId, connectorId, field: SITE_PASSWORD }
}

/** Additional data of the encryption: a secret copied to another row does not open there. */
function boundTo(owner: SecretOwner): string {
  return `${owner.tenantId}|${owner.connectorId}|${SITE_PASSWORD}`
}
