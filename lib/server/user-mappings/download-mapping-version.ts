import { findConnector } from '#lib/db/connectors.ts'
import { listRowsOfVersion } from '#lib/db/mapping-rows.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { CSV_BYTE_ORDER_MARK, csvLine } from '#lib/domain/csv-line.ts'
import { normalizeExternalId } from '#lib/domain/external-id.ts'
import { mappingVersionInput } from '#lib/domain/user-mapping-inputs.ts'
import type { UserMappingRow } from '#lib/domain/user-mapping-version.ts'
import type { ReportFile } from '../download-run-report.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

const ROWS_A_READ = 5_000

/** Any version of the mapping as a CSV file that can be uploaded again. Who takes it away stands in the audit log. */
export function downloadMappingVersionCall(
  ports: () => Pick<WebPorts, 'database'>,
): CallDefinition<typeof mappingVersionInput, ReportFile> {
  return {
    name: 'connector.download-mapping',
    permission: 'read',
    input: mappingVersionInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const { number } = input
      const version = await withTenant(database, caller.tenantId, async (transaction) =>
        (await findConnector(transaction, key))
          ? transaction.userMappingVersion.findFirst({ where: { ...key, number }, select: { number: true } })
          : null,
      )
      if (!version) return refuse('connector-gone')
      const text = writeMappingFile(async (after) =>
        withTenant(database, caller.tenantId, (transaction) =>
          listRowsOfVersion(transaction, key, { number, after, limit: ROWS_A_READ }),
        ),
      )
      const value = { fileName: `user-mapping-v${number}.csv`, contentType: 'text/csv; charset=utf-8', text }
      return { ok: true, value, auditDetail: { number } }
    },
  }
}

/** Microsoft's headers, and two columns that it has not. */
async function* writeMappingFile(read: (after: string) => Promise<UserMappingRow[]>): AsyncGenerator<string> {
  yield CSV_BYTE_ORDER_MARK + csvLine(['ExternalUserId', 'O365UserMailbox', 'ValidFrom', 'ValidTo'])
  let after = '0'
  for (;;) {
    const rows = await read(after)
    yield rows
      .map((row) => csvLine([idOf(row), row.mailbox, row.validFrom ?? '', row.validTo ?? '']))
      .join('')
    after = rows.at(-1)?.id ?? after
    if (rows.length < ROWS_A_READ) return
  }
}

/** As it was written, unless that has been read with a country that the next reader may not choose. */
function idOf({ rawId, externalId }: UserMappingRow): string {
  return normalizeExternalId(rawId) === externalId ? rawId : externalId
}
