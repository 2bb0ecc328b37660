import { storableText } from '#lib/domain/storable-text.ts'
import type { MappingCheckLedger } from '#lib/sync/ledger/mapping-check-ledger.ts'
import type { Database } from './client.ts'
import { deleteExpiredMappingUploads } from './mapping-uploads.ts'
import { withTenant } from './with-tenant.ts'

const MOST_CHECKS = 100
/** Entra allows 256. */
const LONGEST_NAME = 256

/** What the directory says of the mailboxes of an uploaded mapping. */
export function createMappingCheckLedger(database: Database): MappingCheckLedger {
  return {
    begin: ({ tenantId, uploadId }) =>
      withTenant(database, tenantId, async (tx) => {
        const begun = await tx.$executeRaw`
          update mapping_upload set check_state = 'checking', check_error = null
          where id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid and state = 'ready'
            and check_state in ('waiting', 'checking')`
        return begun > 0
      }),
    nextRows: ({ tenantId, uploadId }, from, limit) =>
      withTenant(database, tenantId, async (tx) => {
        const rows = await tx.$queryRaw<{ ordinal: number; mailbox: string }[]>`
          select ordinal, mailbox from mapping_upload_row
          where upload_id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid and ordinal >= ${from}
            and severity in ('valid', 'warning') and directory_status is null
          order by ordinal limit ${limit}`
        const [first] = rows
        const last = rows.at(-1)
        if (!first || !last) return null
        return {
          mailboxes: [...new Set(rows.map((row) => row.mailbox))],
          from: first.ordinal,
          to: last.ordinal,
        }
      }),
    save: ({ tenantId, uploadId }, { from, to }, checked) =>
      withTenant(database, tenantId, async (tx) => {
        const held = await tx.$queryRaw<unknown[]>`
          select 1 from mapping_upload
          where id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid and check_state = 'checking' for update`
        if (held.length === 0) return false
        const count = await tx.$executeRaw`
          update mapping_upload_row r
          set object_id = c.object_id, display_name = c.display_name, directory_status = c.status
          from unnest(
            ${checked.map((one) => one.mailbox)}::text[],
            ${checked.map((one) => one.objectId)}::text[],
            ${checked.map((one) => one.displayName && storableText(one.displayName, LONGEST_NAME))}::text[],
            ${checked.map((one) => one.status)}::text[]
          ) as c (mailbox, object_id, display_name, status)
          where r.upload_id = ${uploadId}::uuid and r.tenant_id = ${tenantId}::uuid and r.ordinal between ${from} and ${to}
            and r.severity in ('valid', 'warning') and r.directory_status is null and r.mailbox = c.mailbox`
        await tx.$executeRaw`
          update mapping_upload set checked_count = checked_count + ${count}
          where id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid`
        return true
      }),
    end: ({ tenantId, uploadId }, error) =>
      withTenant(database, tenantId, async (tx) => {
        await tx.$executeRaw`
          update mapping_upload set check_state = ${error === null ? 'done' : 'failed'}, check_error = ${error}
          where id = ${uploadId}::uuid and tenant_id = ${tenantId}::uuid and check_state = 'checking'`
      }),
    async checksToContinue() {
      const rows = await database.mappingUpload.findMany({
        where: { state: 'ready', checkState: { in: ['waiting', 'checking'] } },
        select: { tenantId: true, id: true },
        take: MOST_CHECKS,
      })
      return rows.map(({ tenantId, id }) => ({ tenantId, uploadId: id }))
    },
    deleteExpired: (now) => deleteExpiredMappingUploads(database, now),
  }
}
