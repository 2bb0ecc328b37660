import { createHash } from 'node:crypto'
import { saveMappingChoice } from '#lib/db/connectors.ts'
import { addMapping, findMappingSummary } from '#lib/db/user-mappings.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import { type MappingCsvRow, parseMappingCsv } from '#lib/domain/mapping-csv.ts'
import { type MappingInput, mappingInput } from '#lib/domain/wizard-inputs.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { openDraft } from './open-draft.ts'

/**
 * Confirms how people are mapped. The file is read again here: what the page has shown was read in a browser.
 * Wrong lines are left out only when the person has agreed to exactly as many.
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
      const read = readCustom(input.custom)
      if (!read.ok) return read
      const { text, rows, leftOutCount } = read

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
        return {
          ok: true as const,
          value: { rowCount },
          auditDetail: { automaticMapping, rowCount, leftOutCount },
        }
      })
    },
  }
}

function readCustom(
  custom: MappingInput['custom'],
): { ok: true; text: string; rows: MappingCsvRow[]; leftOutCount: number } | Refusal {
  if (custom.choice !== 'replace' || custom.text.trim() === '') {
    return { ok: true, text: '', rows: [], leftOutCount: 0 }
  }
  const csv = parseMappingCsv(custom.text)
  if (!csv.ok) return refuse('mapping-invalid', { values: { errorCount: 1 } })
  const { rows, errors } = csv
  if (errors.length !== custom.leaveOutCount || rows.length === 0) {
    return refuse('mapping-invalid', { values: { errorCount: errors.length } })
  }
  return { ok: true, text: custom.text, rows, leftOutCount: errors.length }
}
