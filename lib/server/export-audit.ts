import { type AuditChoice, type ListedAuditEvent, listAuditEvents } from '#lib/db/audit-pages.ts'
import { findConnector } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { auditFacts } from '#lib/domain/audit-detail.ts'
import { auditExportInput } from '#lib/domain/audit-query.ts'
import { CSV_BYTE_ORDER_MARK, csvLine } from '#lib/domain/csv-line.ts'
import { auditPeriod } from './audit-period.ts'
import type { ReportFile } from './download-run-report.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

const CHUNK_SIZE = 1000

const COLUMNS = [
  'Time',
  'Person',
  'PersonId',
  'Action',
  'Outcome',
  'TargetType',
  'TargetId',
  'Connector',
  'Detail',
]

/** The audit events that the filters of the page find, all pages of them, as a file. That it was taken is an event, too. */
export function exportAuditCall(
  ports: () => Pick<WebPorts, 'database' | 'clock'>,
): CallDefinition<typeof auditExportInput, ReportFile> {
  return {
    name: 'audit.export',
    permission: 'read',
    input: auditExportInput,
    async handle({ caller: { tenantId }, input }) {
      const { database, clock } = ports()
      const { format, connector, ...query } = input
      const connectorId = connector?.toLowerCase()
      const row = connectorId
        ? await withTenant(database, tenantId, (tx) => findConnector(tx, { tenantId, connectorId }))
        : null
      const choice = { tenantId, connectorId, ...query, ...auditPeriod(query, row?.timeZone ?? 'UTC') }
      const isCsv = format === 'csv'
      const value = {
        fileName: `audit-${clock.now().toISOString().slice(0, 10)}.${format}`,
        contentType: isCsv ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
        text: lines(
          (after) =>
            withTenant(database, tenantId, (tx) =>
              listAuditEvents(tx, { ...choice, after, limit: CHUNK_SIZE }),
            ),
          isCsv ? csvOf : jsonOf,
          isCsv ? CSV_BYTE_ORDER_MARK + csvLine(COLUMNS) : '',
        ),
      }
      return { ok: true, value, auditDetail: { format, ...(connectorId && { connectorId }) } }
    },
  }
}

async function* lines(
  read: (after: AuditChoice['after']) => Promise<ListedAuditEvent[]>,
  lineOf: (event: ListedAuditEvent) => string,
  head: string,
): AsyncGenerator<string> {
  yield head
  for (let after: string | undefined; ; ) {
    const events = await read(after)
    if (events.length > 0) yield events.map(lineOf).join('')
    if (events.length < CHUNK_SIZE) return
    after = events.at(-1)?.id
  }
}

const csvOf = (event: ListedAuditEvent) =>
  csvLine([
    event.at.toISOString(),
    event.actorName,
    event.actorId,
    event.action,
    event.outcome,
    event.targetType ?? '',
    event.targetId ?? '',
    event.connectorName ?? '',
    auditFacts(event.detail)
      .map(({ name, was, is }) => `${name && `${name}: `}${was === undefined ? '' : `${was} -> `}${is}`)
      .join('; '),
  ])

const jsonOf = ({ detail, ...event }: ListedAuditEvent) =>
  `${JSON.stringify({ ...event, detail: auditFacts(detail) })}\n`
