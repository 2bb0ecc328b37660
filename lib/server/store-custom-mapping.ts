import { createHash } from 'node:crypto'
import { discardMappingUpload, lockMappingUpload } from '#lib/db/mapping-uploads.ts'
import { addMapping, applyUpload, findMappingSummary } from '#lib/db/user-mappings.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import type { MappingInput } from '#lib/domain/wizard-inputs.ts'
import type { Caller } from './guard-call.ts'

export type StoredCustomMapping = {
  number: number
  rowCount: number
  leftOutCount: number
  /** Null: no file was confirmed, or it was read without one. */
  defaultCountry: string | null
}

/**
 * Makes what a person has confirmed the connector's next version and the one in force; older versions stay. Wrong lines are
 * left out only when the person has agreed to exactly as many. An empty version is written only to take the rows of an older
 * one out of force. The caller holds the connector's row locked.
 */
export async function storeCustomMapping(
  transaction: TenantTransaction,
  key: { tenantId: string; connectorId: string },
  change: { id: string; custom: MappingInput['custom']; caller: Caller; now: Date },
): Promise<({ ok: true } & StoredCustomMapping) | Refusal> {
  const { id, custom, caller, now } = change
  const current = await findMappingSummary(transaction, key)
  const inForce = { number: current?.number ?? 0, rowCount: current?.rowCount ?? 0 }
  const unchanged = { ok: true as const, ...inForce, leftOutCount: 0, defaultCountry: null }
  const version = { id, ...key, createdBy: { id: caller.id, name: caller.name } }
  if (custom.choice === 'keep') return unchanged
  if (custom.choice === 'none') {
    if (inForce.rowCount === 0) return unchanged
    const number = await addMapping(transaction, {
      ...version,
      origin: 'removal',
      file: { name: null, sha256: new Uint8Array(createHash('sha256').digest()) },
      rolledBackTo: null,
      rows: [],
    })
    return { ...unchanged, number, rowCount: 0 }
  }

  const { uploadId, way, leaveOutCount, was } = custom
  if (was !== inForce.number) return refuse('changed-meanwhile')
  const uploadKey = { tenantId: key.tenantId, uploadId, createdById: caller.id }
  const upload = await lockMappingUpload(transaction, uploadKey, now)
  if (upload?.connectorId !== key.connectorId) return refuse('upload-gone')
  const { state, errorCount, validCount, fileName, sha256, defaultCountry } = upload
  if (state !== 'ready' || errorCount !== leaveOutCount || validCount === 0)
    return refuse('mapping-invalid', { values: { errorCount } })
  const file = sha256 && { name: fileName, sha256 }
  const stored = await applyUpload(transaction, { ...version, file, uploadId, way })
  await discardMappingUpload(transaction, uploadKey)
  const { number, rowCount } = stored
  return { ok: true, number, rowCount, leftOutCount: errorCount, defaultCountry }
}
