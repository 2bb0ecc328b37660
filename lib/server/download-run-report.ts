import { z } from 'zod'
import { findConnector } from '#lib/db/connectors.ts'
import { findRun } from '#lib/db/runs-for-web.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { readWallClock } from '#lib/domain/wall-clock.ts'
import type { CallDefinition } from './guard-call.ts'
import { writeRunReport } from './run-report-file.ts'
import type { WebPorts } from './web-ports.ts'

export const downloadRunReportInput = z.object({
  connectorId: z.guid(),
  runId: z.guid(),
  format: z.enum(['csv', 'json']),
})

export type ReportFile = { fileName: string; contentType: string; text: AsyncGenerator<string> }

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

/** The report of a run as a file. Who takes it away stands in the audit log. */
export function downloadRunReportCall(
  ports: () => WebPorts,
): CallDefinition<typeof downloadRunReportInput, ReportFile> {
  return {
    name: 'run.download-report',
    permission: 'read',
    input: downloadRunReportInput,
    target: (input) => ({ type: 'run', id: input.runId }),
    async handle({ caller, input }) {
      const { database } = ports()
      const { tenantId } = caller
      const { connectorId, runId, format } = input
      const found = await withTenant(database, tenantId, async (transaction) => ({
        connector: await findConnector(transaction, { tenantId, connectorId }),
        run: await findRun(transaction, { tenantId, connectorId, runId }),
      }))
      const { connector, run } = found
      if (!connector || !run) return refuse('connector-gone')
      const { date, time } = readWallClock(run.createdAt, connector.timeZone)
      const value = {
        fileName: `run-${date}-${time.replace(':', '')}-${run.id.slice(0, 8)}.${format}`,
        contentType: CONTENT_TYPES[format],
        text: writeRunReport({ database, tenantId, run, connector }, format),
      }
      return { ok: true, value, auditDetail: { connectorId, format } }
    },
  }
}
