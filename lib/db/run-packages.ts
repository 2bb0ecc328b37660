import type { TenantTransaction } from './with-tenant.ts'

export type RunPackage = {
  name: string
  sizeBytes: number
  /** By its manifest; null until it was read. */
  entryCount: number | null
  state: 'staged' | 'recorded'
}

/** Packages that a run has taken, in the order of their names, and how many they are. */
export async function listRunPackages(
  transaction: TenantTransaction,
  { tenantId, runId, limit }: { tenantId: string; runId: string; limit: number },
): Promise<{ packages: RunPackage[]; total: number; sizeBytes: number }> {
  const where = { tenantId, runId, state: { not: 'refused' } }
  const rows = await transaction.stagedPackage.findMany({
    where,
    orderBy: [{ name: 'asc' }, { revision: 'asc' }],
    take: limit,
    select: { name: true, sizeBytes: true, entryCount: true, state: true },
  })
  const all = await transaction.stagedPackage.aggregate({ where, _count: true, _sum: { sizeBytes: true } })
  return {
    packages: rows.map((row) => ({
      name: row.name,
      sizeBytes: Number(row.sizeBytes),
      entryCount: row.entryCount,
      state: row.state === 'recorded' ? 'recorded' : 'staged',
    })),
    total: all._count,
    sizeBytes: Number(all._sum.sizeBytes ?? 0),
  }
}
