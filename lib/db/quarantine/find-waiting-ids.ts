import { DELIVERABLE_VERDICTS } from '#lib/domain/waiting.ts'
import type { TenantTransaction } from '../with-tenant.ts'
import { type ConnectorKey, GROUP_KEY, readWaiting, waitingItems } from './waiting-items.ts'

/** The items that somebody has chosen: all that can be delivered now, or those of groups. */
export async function findWaitingIds(
  tx: TenantTransaction,
  key: ConnectorKey,
  choice: { groups: readonly string[] } | 'deliverable',
): Promise<bigint[]> {
  const groups = choice === 'deliverable' ? [] : [...choice.groups]
  const rows = await readWaiting(
    tx,
    () => tx.$queryRaw<{ id: bigint }[]>`
    ${waitingItems(key)}
    select id from listed
    where case when ${choice === 'deliverable'}::boolean then verdict = any(${[...DELIVERABLE_VERDICTS]}::text[])
               else ${GROUP_KEY} = any(${groups}::text[]) end`,
  )
  return rows.map(({ id }) => id)
}
