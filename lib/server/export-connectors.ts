import { findNewestMessages } from '#lib/db/runs-for-web-freshness.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { findConnectors } from '#lib/domain/connector-list.ts'
import { connectorQuery } from '#lib/domain/connector-query.ts'
import { worstWarning } from '#lib/domain/connector-warnings.ts'
import { CSV_BYTE_ORDER_MARK, csvLine } from '#lib/domain/csv-line.ts'
import type { ConnectorSummary } from './connector-summary.ts'
import type { ReportFile } from './download-run-report.ts'
import type { CallDefinition } from './guard-call.ts'
import { summarizeConnectors } from './summarize-connectors.ts'
import type { WebPorts } from './web-ports.ts'

/** The words of a run's report, where both have the same. */
const COLUMNS = [
  'Connector',
  'ConnectorType',
  'ConnectorId',
  'Status',
  'LastRunStarted',
  'LastRunId',
  'Imported',
  'PartiallyImported',
  'Skipped',
  'Failed',
  'Pending',
  'InQuarantine',
  'NewestMessage',
  'NextRun',
  'TimeZone',
  'WarningCount',
  'WorstWarning',
  'Warnings',
] as const

/** A file's words are English whoever asks for it, and so is its order: two of the same state are the same. */
const FILE_LOCALE = 'en-GB'

/** The connectors that a search and filter of the tab find, all pages of them, as a file of comma-separated values. */
export function exportConnectorsCall(
  ports: () => Pick<WebPorts, 'database' | 'clock'>,
): CallDefinition<typeof connectorQuery, ReportFile> {
  return {
    name: 'connectors.export',
    permission: 'read',
    input: connectorQuery,
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const { tenantId } = caller
      const now = clock.now()
      const lines = await withTenant(database, tenantId, async (transaction) => {
        const { sorted } = findConnectors(
          await summarizeConnectors(transaction, tenantId, now),
          input,
          FILE_LOCALE,
        )
        const ids = sorted.map(({ id }) => id)
        const newest = await findNewestMessages(transaction, tenantId, ids)
        return sorted.map((connector) => csvLine(cells(connector, newest.get(connector.id) ?? null)))
      })
      const value = {
        fileName: `connectors-${now.toISOString().slice(0, 10)}.csv`,
        contentType: 'text/csv; charset=utf-8',
        text: inTurn([CSV_BYTE_ORDER_MARK + csvLine(COLUMNS), ...lines]),
      }
      return { ok: true, value, auditDetail: { connectorCount: lines.length } }
    },
  }
}

/** One value for each column, in their order. */
function cells(connector: ConnectorSummary, newestMessageAt: Date | null): (string | number)[] {
  const { lastRun, status } = connector
  const counts = lastRun?.counts
  return [
    connector.name,
    connector.typeName,
    connector.id,
    status.kind,
    lastRun?.createdAt.toISOString() ?? '',
    lastRun?.id ?? '',
    counts?.imported ?? '',
    counts?.partiallyImported ?? '',
    counts?.skipped ?? '',
    counts?.failed ?? '',
    counts?.pending ?? '',
    connector.quarantinedCount,
    newestMessageAt?.toISOString() ?? '',
    connector.nextRunAt?.toISOString() ?? '',
    connector.timeZone,
    connector.warnings.length,
    worstWarning(connector.warnings)?.kind ?? '',
    connector.warnings.map(({ kind, count }) => `${kind} ${count}`).join('; '),
  ]
}

async function* inTurn(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}
