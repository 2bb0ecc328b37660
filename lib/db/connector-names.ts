import type { TenantTransaction } from './with-tenant.ts'

/** The names that a tenant's connectors have; drafts and deleted ones hold none. */
export async function findConnectorNames(
  transaction: TenantTransaction,
  tenantId: string,
  { except }: { except: string },
): Promise<string[]> {
  const rows = await transaction.connector.findMany({
    where: { tenantId, state: { in: ['active', 'paused'] }, id: { not: except } },
    select: { name: true },
  })
  return rows.map((row) => row.name)
}

/**
 * Lets one transaction of a tenant at a time decide about names, until it ends: the second of two that want one name
 * sees that the first has it.
 */
export async function lockConnectorNames(transaction: TenantTransaction, tenantId: string): Promise<void> {
  await transaction.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended(${`connector-names ${tenantId}`}, 0))`
}
