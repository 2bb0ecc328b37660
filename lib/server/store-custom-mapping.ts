import { createHash } from 'node:crypto'
import { addMapping, type MappingSummary } from '#lib/db/user-mappings.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import { type MappingCsvRow, parseMappingCsv } from '#lib/domain/mapping-csv.ts'
import type { MappingInput } from '#lib/domain/wizard-inputs.ts'
import type { Caller } from './guard-call.ts'

type Custom = MappingInput['custom']

export type ReadMapping = {
  text: string
  fileName: string | null
  rows: MappingCsvRow[]
  leftOutCount: number
}

/**
 * Reads a custom mapping again on the server: what a page has shown was read in a browser. Wrong lines are left out only
 * when the person has agreed to exactly as many. Null: the stored one stays.
 */
export function readCustomMapping(custom: Custom): { ok: true; mapping: ReadMapping | null } | Refusal {
  if (custom.choice === 'keep') return { ok: true, mapping: null }
  if (custom.choice !== 'replace' || custom.text.trim() === '')
    return { ok: true, mapping: { text: '', fileName: null, rows: [], leftOutCount: 0 } }
  const { text, fileName, leaveOutCount } = custom
  const csv = parseMappingCsv(text)
  if (!csv.ok) return refuse('mapping-invalid', { values: { errorCount: 1 } })
  const { rows, errors } = csv
  if (errors.length !== leaveOutCount || rows.length === 0)
    return refuse('mapping-invalid', { values: { errorCount: errors.length } })
  return { ok: true, mapping: { text, fileName, rows, leftOutCount: errors.length } }
}

/**
 * Makes it the connector's next version and the one in force; older versions stay. An empty one is written only to take
 * the rows of an older one out of force. The caller holds the connector's row locked.
 */
export async function storeCustomMapping(
  transaction: TenantTransaction,
  key: { tenantId: string; connectorId: string },
  change: { id: string; mapping: ReadMapping | null; current: MappingSummary | null; caller: Caller },
): Promise<{ number: number; rowCount: number }> {
  const { id, mapping, current, caller } = change
  const inForce = { number: current?.number ?? 0, rowCount: current?.rowCount ?? 0 }
  if (!mapping || (mapping.rows.length === 0 && inForce.rowCount === 0)) return inForce
  const number = await addMapping(transaction, {
    id,
    ...key,
    origin: mapping.rows.length === 0 ? 'removal' : 'upload-replace',
    file: {
      name: mapping.fileName,
      sha256: new Uint8Array(createHash('sha256').update(mapping.text).digest()),
    },
    rolledBackTo: null,
    rows: mapping.rows,
    createdBy: { id: caller.id, name: caller.name },
  })
  return { number, rowCount: mapping.rows.length }
}
