import type { Database } from './client.ts'
import type { Prisma } from './generated/client.ts'

export type TenantTransaction = Prisma.TransactionClient

/** Some statements, each of which has a limit of its own: one that may take so long must not be thrown away with the others. */
const TRANSACTION_TIMEOUT_MS = 600_000
const CONNECTION_WAIT_MS = 10_000

/**
 * The one way to open a transaction. It names the tenant to Postgres (`app.tenant_id`), so that row-level
 * security can be switched on with a policy and no other change. Queries still say the tenant themselves.
 */
export function withTenant<T>(
  database: Database,
  tenantId: string,
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> {
  return database.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`select set_config('app.tenant_id', ${tenantId}, true)`
      return work(transaction)
    },
    { maxWait: CONNECTION_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  )
}
