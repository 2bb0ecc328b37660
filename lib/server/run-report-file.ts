import type { Database } from '#lib/db/client.ts'
import type { RunForWeb } from '#lib/db/runs-for-web.ts'
import { listNotImported, type NotImported } from '#lib/db/runs-for-web-not-imported.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { CSV_BYTE_ORDER_MARK, csvLine } from '#lib/domain/csv-line.ts'

export type RunReportFormat = 'csv' | 'json'

type Source = {
  database: Database
  tenantId: string
  run: RunForWeb
  connector: { id: string; name: string; timeZone: string }
}

const ROWS_A_READ = 500

/**
 * The report of a run as a file, in the words of Microsoft's admin log for data connectors; they are the format, and
 * the same in every language. Times are in UTC. What was not imported is read a piece at a time, however much it is.
 */
export function writeRunReport(source: Source, format: RunReportFormat): AsyncGenerator<string> {
  return format === 'csv' ? writeCsv(source) : writeJson(source)
}

async function* writeCsv(source: Source): AsyncGenerator<string> {
  yield CSV_BYTE_ORDER_MARK
  for (const [label, value] of Object.entries(summary(source))) yield csvLine([label, value ?? ''])
  yield csvLine([])
  let isFirst = true
  for await (const row of notImported(source)) {
    const entry = toEntry(row)
    if (isFirst) yield csvLine(Object.keys(entry))
    isFirst = false
    yield csvLine(Object.values(entry))
  }
}

async function* writeJson(source: Source): AsyncGenerator<string> {
  const head = JSON.stringify(summary(source), null, 2).replace(/\n\}$/, '')
  yield `${head},\n  "Not imported": [`
  let separator = '\n    '
  for await (const row of notImported(source)) {
    yield separator + JSON.stringify(toEntry(row))
    separator = ',\n    '
  }
  yield '\n  ]\n}\n'
}

function summary({ run, connector }: Source): Record<string, string | number | null> {
  const { counts } = run
  return {
    Connector: connector.name,
    'Connector id': connector.id,
    'Run id': run.id,
    'Run state': run.state,
    Trigger: run.trigger,
    'Requested by': run.requestedBy,
    'Import requested time': run.createdAt.toISOString(),
    'Import start time': run.startedAt?.toISOString() ?? null,
    'Import completion time': run.finishedAt?.toISOString() ?? null,
    'Packages taken': run.packagesTaken,
    'Packages refused': run.packagesRefused,
    'People unanswered by the directory': run.peopleUnanswered,
    'Items available from source': counts.itemsAvailable,
    'Items mapped': counts.itemsRouted,
    'Items quarantined': counts.itemsQuarantined,
    'Items that are system events': counts.itemsSystemEvents,
    'Items sent before the start': counts.itemsBeforeStart,
    'Items available for import (after fan-out)': counts.deliveriesAvailable,
    'Items imported successfully': counts.imported,
    'Items partially imported': counts.partiallyImported,
    'Items skipped (duplicates)': counts.skipped,
    'Items failed': counts.failed,
    'Items pending': counts.pending,
    'Failure code': run.errorCode,
  }
}

function toEntry(row: NotImported) {
  return {
    'Item id': row.archiveMessageId,
    'Original item id': row.originalArchiveMessageId ?? '',
    'Source User ID': row.people.map((person) => person.id).join('; '),
    'M365 User ID': row.mailbox ?? '',
    Outcome: row.outcome,
    'Failure Reason': row.reason,
    Detail: row.detail ?? '',
    Sent: row.sentAt?.toISOString() ?? '',
    Subject: row.subject,
    Package: row.packageName,
    Entry: row.entryName,
  }
}

async function* notImported({ database, tenantId, run }: Source): AsyncGenerator<NotImported> {
  let after: string | undefined
  for (;;) {
    const rows = await withTenant(database, tenantId, (transaction) =>
      listNotImported(transaction, { tenantId, runId: run.id, after, limit: ROWS_A_READ }),
    )
    yield* rows
    after = rows.at(-1)?.cursor
    if (rows.length < ROWS_A_READ) return
  }
}
