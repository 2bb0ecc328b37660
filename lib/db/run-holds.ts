import type { TenantTransaction } from './with-tenant.ts'

/** What Microsoft asked of a run: how many mailboxes had to wait, how long at the longest, and between which moments. */
export type RunHolds = { mailboxes: number; longestMs: number; from: Date; to: Date }

/** Null: nobody was asked to wait. */
export async function readRunHolds(
  transaction: TenantTransaction,
  { tenantId, runId }: { tenantId: string; runId: string },
): Promise<RunHolds | null> {
  const [row] = await transaction.$queryRaw<(RunHolds | { mailboxes: 0 })[]>`
    select count(*)::int as mailboxes, max(longest_ms) as "longestMs", min(first_at) as "from", max(last_until) as "to"
    from run_hold where run_id = ${runId}::uuid and tenant_id = ${tenantId}::uuid`
  return row && 'from' in row && row.mailboxes > 0 ? row : null
}
