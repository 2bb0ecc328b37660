import type { TypedSiteLogin } from '#lib/domain/site-login-input.ts'
import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

type ConnectorKey = { tenantId: string; connectorId: string }

/** A login that the site has accepted, without its secret. */
export type TestedSite = {
  host: string
  port: number
  folder: string
  username: string
  hostKey: string
  /** Null: the login is by password. */
  keyFingerprint: string | null
  timeoutSeconds: number
  checkedAt: Date
}

/** Stores a tested login; what was typed before it was tested is over. */
export async function saveSite(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  site: TestedSite,
): Promise<void> {
  await transaction.connector.updateMany({
    where: { id: connectorId, tenantId, state: { not: 'deleted' } },
    data: {
      siteHost: site.host,
      sitePort: site.port,
      siteFolder: site.folder,
      siteUsername: site.username,
      siteHostKey: site.hostKey,
      siteKeyFingerprint: site.keyFingerprint,
      siteTimeoutSeconds: site.timeoutSeconds,
      siteCheckedAt: site.checkedAt,
      siteTyped: Prisma.DbNull,
    },
  })
}

/** Keeps what a person has typed into the login of a draft. False when it is no draft any more. */
export async function saveTypedSite(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  typed: TypedSiteLogin,
): Promise<boolean> {
  const { count } = await transaction.connector.updateMany({
    where: { id: connectorId, tenantId, state: 'draft' },
    data: { siteTyped: typed },
  })
  return count === 1
}
