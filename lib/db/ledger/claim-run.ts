import { endedAfterDelivery, endedBeforeDelivery } from '#lib/db/ended-run.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { OverLimitPolicy } from '#lib/domain/drop-oversized-attachments.ts'
import type { MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import { isLive, type RunState } from '#lib/domain/run-state.ts'
import type { ClaimedRun, RunTrigger } from '#lib/sync/ledger/run-ledger.ts'

type ClaimedRow = {
  id: string
  state: RunState
  fence: number
  connector_id: string
  type_id: string
  site_host: string
  site_port: number
  site_folder: string
  site_username: string
  site_host_key: string
  trigger: RunTrigger
  site_timeout_seconds: number
  automatic_mapping: boolean
  mapping_precedence: MappingPrecedence
  import_since: Date
  item_limit_bytes: number
  over_limit: OverLimitPolicy
  designated_object_id: string | null
}

/**
 * Claims a run for this worker: whoever held it before holds an older fence now. What a failed or early cancelled run of the
 * connector left staged or recorded comes along, so that nothing waits for a run that will not come back.
 */
export async function claimRun(
  tx: TenantTransaction,
  tenantId: string,
  runId: string,
): Promise<ClaimedRun | null> {
  const rows = await tx.$queryRaw<ClaimedRow[]>`
    update run set fence = run.fence + 1
    from connector c
    where run.id = ${runId}::uuid and run.tenant_id = ${tenantId}::uuid and c.id = run.connector_id
      and c.state = 'active' and run.state in ('planned', 'fetching', 'recording', 'resolving', 'delivering')
    returning run.id, run.state, run.fence, run.connector_id, c.type_id, c.site_host, c.site_port, c.site_folder,
              c.site_username, c.site_host_key, c.site_timeout_seconds, c.automatic_mapping, c.mapping_precedence, c.import_since,
              c.item_limit_bytes, c.over_limit, c.designated_object_id, run.trigger`
  const [row] = rows
  if (!row) return null
  if (isLive(row.state)) {
    await adoptLeftovers(tx, tenantId, row)
    // A re-drive takes what it was asked for.
    if (row.trigger !== 'redrive') await takeUnanswered(tx, tenantId, row)
  }
  return {
    tenantId,
    runId: row.id,
    connectorId: row.connector_id,
    fence: row.fence,
    state: row.state,
    trigger: row.trigger,
    connector: {
      typeId: row.type_id,
      site: {
        host: row.site_host,
        port: row.site_port,
        folder: row.site_folder,
        username: row.site_username,
        trustedHostKey: row.site_host_key,
        timeoutMs: row.site_timeout_seconds * 1000,
      },
      automaticMapping: row.automatic_mapping,
      mappingPrecedence: row.mapping_precedence,
      importSince: row.import_since,
      itemLimitBytes: row.item_limit_bytes,
      overLimit: row.over_limit,
      designatedObjectId: row.designated_object_id,
    },
  }
}

/**
 * Items of runs that ended while the directory had told nothing about some of their people. Those runs keep their reports; the
 * items are driven by this one, like those of a re-drive.
 */
async function takeUnanswered(tx: TenantTransaction, tenantId: string, run: ClaimedRow): Promise<void> {
  const taken = await tx.$queryRaw<{ id: bigint }[]>`
    update item i set state = 'recorded', reason = null, detail = null, drive_run_id = ${run.id}::uuid
    from run r
    where i.id in (select item_id from participant where reason = 'directory-unanswered' and tenant_id = ${tenantId}::uuid)
      and i.tenant_id = ${tenantId}::uuid and i.connector_id = ${run.connector_id}::uuid and i.repeat_of_id is null
      and r.id = i.drive_run_id and ${endedAfterDelivery('r')}
    returning i.id`
  if (taken.length === 0) return
  await tx.$executeRaw`
    update participant set resolution = null, reason = null
    where item_id = any(${taken.map(({ id }) => String(id))}::bigint[]) and tenant_id = ${tenantId}::uuid
      and reason = 'directory-unanswered'`
}

/** All or nothing: a package whose items stayed behind would leave a book open. */
async function adoptLeftovers(tx: TenantTransaction, tenantId: string, run: ClaimedRow): Promise<void> {
  const ended = await tx.$queryRaw<{ id: string }[]>`
    select id from run
    where tenant_id = ${tenantId}::uuid and connector_id = ${run.connector_id}::uuid and ${endedBeforeDelivery('run')}
      and (exists (select 1 from staged_package p where p.run_id = run.id)
           or exists (select 1 from item i where i.drive_run_id = run.id))`
  const runIds = ended.map((one) => one.id)
  if (runIds.length === 0) return
  await tx.$executeRaw`update staged_package set run_id = ${run.id}::uuid where run_id = any(${runIds}::uuid[])`
  await tx.$executeRaw`update item set run_id = ${run.id}::uuid where run_id = any(${runIds}::uuid[])`
  await tx.$executeRaw`update item set drive_run_id = ${run.id}::uuid where drive_run_id = any(${runIds}::uuid[])`
  await tx.$executeRaw`update delivery set run_id = ${run.id}::uuid where run_id = any(${runIds}::uuid[])`
}
