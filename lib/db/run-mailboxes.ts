import type { TenantTransaction } from './with-tenant.ts'

export type RunMailbox = {
  address: string
  expected: number
  done: number
  failed: number
  /** Why most of them failed. */
  reason: string | null
  /** Microsoft asked to wait until then. */
  heldUntil: Date | null
}

export type RunMailboxes = { rows: RunMailbox[]; total: number; doneCount: number; heldCount: number }

/** The mailboxes of a run: those with failures first, then what has the most left to do. */
export async function listRunMailboxes(
  transaction: TenantTransaction,
  { tenantId, runId, limit, now }: { tenantId: string; runId: string; limit: number; now: Date },
): Promise<RunMailboxes> {
  const rows = await transaction.$queryRaw<
    (RunMailbox & { total: number; doneCount: number; heldCount: number })[]
  >`
    with of_mailbox as (
      select mailbox_id, count(*)::int as expected,
        count(*) filter (where state in ('pending', 'attempting', 'unconfirmed'))::int as open,
        count(*) filter (where state = 'failed')::int as failed,
        mode() within group (order by reason) filter (where state = 'failed') as reason
      from delivery where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid
      group by mailbox_id
    )
    select m.address, o.expected, o.expected - o.open as done, o.failed, o.reason,
      case when o.open > 0 and m.not_before > ${now} then m.not_before end as "heldUntil",
      (count(*) over ())::int as total, (count(*) filter (where o.open = 0) over ())::int as "doneCount",
      (count(*) filter (where o.open > 0 and m.not_before > ${now}) over ())::int as "heldCount"
    from of_mailbox o join mailbox m on m.id = o.mailbox_id and m.tenant_id = ${tenantId}::uuid
    order by o.failed > 0 desc, o.open desc, o.expected desc, m.address
    limit ${limit}`
  const { total = 0, doneCount = 0, heldCount = 0 } = rows[0] ?? {}
  return {
    rows: rows.map(({ total: _, doneCount: __, heldCount: ___, ...row }) => row),
    total,
    doneCount,
    heldCount,
  }
}
