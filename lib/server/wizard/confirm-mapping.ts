import { createHash } from 'node:crypto'
import { saveMappingChoice } from '#lib/db/connectors.ts'
import { addMapping, findMappingSummary } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { type MappingCsvRow, parseMappingCsv } from '#lib/domain/mapping-csv.ts'
import { mappingInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { openDraft } from './open-draft.ts'

/**
 * Confirms how people are mapped. The file is read again here: what the page has shown was read in a browser.
 * Nothing of it is stored unless all of it is right.
 */
export function confirmMappingCall(
  ports: () => WebPorts,
): CallDefinition<typeof mappingInput, { rowCount: number }> {
  return {
    name: 'connector.confirm-mapping',
    permission: 'manage',
    input: mappingInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock, newId } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const text = input.custom.choice === 'replace' ? input.custom.text : ''
      let rows: MappingCsvRow[] = []
      if (text.trim() !== '') {
        const csv = parseMappingCsv(text)
        if (!csv.ok) return refuse('mapping-invalid', { values: { errorCount: 1 } })
        if (csv.errors.length > 0)
          return refuse('mapping-invalid', { values: { errorCount: csv.errors.length } })
        rows = csv.rows
      }

      return withTenant(database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'mapping')
        if (!opened.ok) return opened
        const current = await findMappingSummary(transaction, key)
        let rowCount = current?.rowCount ?? 0
        // An empty version is written only to take the rows of an older one out of force.
        if (input.custom.choice !== 'keep' && (rows.length > 0 || rowCount > 0)) {
          rowCount = rows.length
          await addMapping(transaction, {
            id: newId(),
            ...key,
            fileName: input.custom.choice === 'replace' ? input.custom.fileName : null,
            fileSha256: new Uint8Array(createHash('sha256').update(text).digest()),
            rows,
            createdBy: { id: caller.id, name: caller.name },
          })
        }
        const { automaticMapping } = input
        await saveMappingChoice(transaction, key, { automaticMapping, confirmedAt: clock.now() })
        return { ok: true as const, value: { rowCount }, auditDetail: { automaticMapping, rowCount } }
      })
    },
  }
}
