import { z } from 'zod'
import { findConnector } from '#lib/db/connectors.ts'
import { addMappingUpload, addMappingUploadChunk, saveMappingUploadFault } from '#lib/db/mapping-uploads.ts'
import { findMappingSummary } from '#lib/db/user-mappings.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { findCsvEncoding } from '#lib/domain/mapping-csv-encoding.ts'
import { MAPPING_UPLOAD_LARGEST_BYTES, type MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { readUpload } from './read-upload.ts'
import { type ReceivedFile, receiveFile } from './receive-file.ts'
import { requestCheck } from './request-check.ts'
import { summarizeUpload } from './summarize-upload.ts'

export const uploadMappingInput = z.object({
  connectorId: z.guid(),
  /** Null: the rows were typed. */
  fileName: z.string().trim().min(1).max(255).nullable(),
  body: z.instanceof(ReadableStream<Uint8Array>).nullable(),
})

/** An upload that nobody confirms is gone after this. */
const UPLOAD_LIFE_MS = 24 * 3_600_000
const IDLE_TIMEOUT_MS = 60_000

/**
 * Takes a mapping file and reads it. Nothing of it takes effect before somebody confirms it; of a request that is broken off
 * nothing stays, because nothing is written before it is whole.
 */
export function uploadMappingCall(
  ports: () => WebPorts,
): CallDefinition<typeof uploadMappingInput, MappingUploadSummary> {
  return {
    name: 'mapping-upload.create',
    permission: 'manage',
    input: uploadMappingInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock, newId } = ports()
      const { tenantId } = caller
      const key = { tenantId, connectorId: input.connectorId }
      const connector = await withTenant(database, tenantId, (transaction) => findConnector(transaction, key))
      if (!connector) return refuse('connector-gone')
      const file = await receiveFile(input.body, {
        largestBytes: MAPPING_UPLOAD_LARGEST_BYTES,
        idleTimeoutMs: IDLE_TIMEOUT_MS,
      })
      if (!file) return refuse('cancelled')
      const now = clock.now()
      const uploadKey = { tenantId, uploadId: newId(), createdById: caller.id }
      const handled = await withTenant(database, tenantId, async (transaction) => {
        const found = await findConnector(transaction, key)
        if (!found) return refuse('connector-gone')
        await addMappingUpload(transaction, {
          ...key,
          id: uploadKey.uploadId,
          fileName: input.fileName,
          sizeBytes: file.sizeBytes,
          sha256: file.sha256,
          baseVersion: (await findMappingSummary(transaction, key))?.number ?? 0,
          createdBy: { id: caller.id, name: caller.name },
          createdAt: now,
          expiresAt: new Date(now.getTime() + UPLOAD_LIFE_MS),
        })
        await read(transaction, uploadKey, { file, defaultCountry: found.defaultCountry })
        const summary = await summarizeUpload(transaction, uploadKey, now)
        if (!summary) return refuse('upload-gone')
        const { sizeBytes, state, fault, counts } = summary
        const { rows, error } = counts
        const auditDetail = {
          fileName: input.fileName,
          sizeBytes,
          state,
          fault: fault?.code ?? null,
          rows,
          error,
        }
        return { ok: true as const, value: summary, auditDetail }
      })
      if (handled.ok && handled.value.check.state === 'waiting')
        await requestCheck(ports(), { tenantId: caller.tenantId, uploadId: handled.value.id })
      return handled
    },
  }
}

async function read(
  transaction: TenantTransaction,
  key: { tenantId: string; uploadId: string },
  { file, defaultCountry }: { file: ReceivedFile; defaultCountry: string | null },
): Promise<void> {
  if (file.isTooLarge) return saveMappingUploadFault(transaction, key, { code: 'too-large', line: 1 })
  const found = findCsvEncoding(file.chunks)
  if (!found.ok) return saveMappingUploadFault(transaction, key, { code: found.code, line: 1 })
  for (const [ordinal, bytes] of file.chunks.entries()) {
    await addMappingUploadChunk(transaction, { ...key, ordinal, bytes })
  }
  const { encoding } = found
  const asFound = { encoding, encodingFound: encoding, separator: null, columns: null }
  await readUpload(transaction, key, file.chunks, { ...asFound, defaultCountry })
}
