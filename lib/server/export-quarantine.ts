import { z } from 'zod'
import type { Database } from '#lib/db/client.ts'
import { findConnector } from '#lib/db/connectors.ts'
import { listWaitingItems } from '#lib/db/quarantine/list-waiting-items.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { CSV_BYTE_ORDER_MARK, csvLine } from '#lib/domain/csv-line.ts'
import { isDeliverable, type WaitingItem } from '#lib/domain/waiting.ts'
import { waitingQuery } from '#lib/domain/waiting-query.ts'
import type { ReportFile } from './download-run-report.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** The words of a run's report, where both have the same. */
const COLUMNS = [
  'Item id',
  'Failure Reason',
  'Person',
  'Number',
  'E-mail',
  'Other id',
  'Sent',
  'Subject',
  'Bytes',
  'Can be delivered now',
  'What would happen now',
  'M365 User ID',
  'Mapping version',
  'Acknowledged by',
  'Acknowledged',
  'Note',
  'Run id',
] as const

const ROWS_A_READ = 1_000

export const exportQuarantineInput = z.object({
  connectorId: z.guid(),
  search: waitingQuery.shape.search,
})

/** What waits as a file, an item a line. Who takes it away stands in the audit log. */
export function exportQuarantineCall(
  ports: () => Pick<WebPorts, 'database' | 'clock'>,
): CallDefinition<typeof exportQuarantineInput, ReportFile> {
  return {
    name: 'quarantine.export',
    permission: 'read',
    input: exportQuarantineInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const connector = await withTenant(database, caller.tenantId, (transaction) =>
        findConnector(transaction, key),
      )
      if (!connector) return refuse('connector-gone')
      const value = {
        fileName: `quarantine-${clock.now().toISOString().slice(0, 10)}.csv`,
        contentType: 'text/csv; charset=utf-8',
        text: writeLines(database, key, input.search),
      }
      return { ok: true, value, auditDetail: { isSearched: input.search !== undefined } }
    },
  }
}

async function* writeLines(
  database: Database,
  key: { tenantId: string; connectorId: string },
  search: string | undefined,
): AsyncGenerator<string> {
  yield CSV_BYTE_ORDER_MARK + csvLine(COLUMNS)
  let after: bigint | null = null
  for (;;) {
    const from: bigint | null = after
    const items: WaitingItem[] = await withTenant(database, key.tenantId, (transaction) =>
      listWaitingItems(transaction, key, { search, after: from, limit: ROWS_A_READ }),
    )
    yield items.map((item) => csvLine(cells(item))).join('')
    const last = items.at(-1)
    if (!last || items.length < ROWS_A_READ) return
    after = BigInt(last.id)
  }
}

/** One value for each column, in their order. */
function cells({ person, fate, acknowledged, ...item }: WaitingItem): (string | number)[] {
  return [
    item.archiveMessageId,
    item.reason,
    person.displayName,
    // With its sign it would be taken for a formula, and without one for a number.
    person.phone && `+${person.phone}`,
    person.address,
    person.opaqueId,
    item.sentAt?.toISOString() ?? '',
    item.title,
    item.sizeBytes,
    isDeliverable(fate.verdict) ? 'yes' : 'no',
    fate.verdict,
    fate.mailbox ?? '',
    fate.version ?? '',
    acknowledged?.by ?? '',
    acknowledged?.at.toISOString() ?? '',
    acknowledged?.note ?? '',
    item.runId,
  ]
}
