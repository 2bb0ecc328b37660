import { z } from 'zod'
import { deleteMappingUploadRows } from '#lib/db/mapping-upload-rows.ts'
import { lockMappingUpload, readingOf, readMappingUploadChunks } from '#lib/db/mapping-uploads.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { CSV_ENCODINGS } from '#lib/domain/mapping-csv-encoding.ts'
import { CSV_SEPARATORS, type MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { readUpload } from './read-upload.ts'
import { requestCheck } from './request-check.ts'
import { summarizeUpload } from './summarize-upload.ts'

const column = z.number().int().min(0).max(1_000)

export const readUploadAgainInput = z.object({
  uploadId: z.guid(),
  encoding: z.enum(CSV_ENCODINGS),
  separator: z.enum(CSV_SEPARATORS),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** Null: as the headings say. */
  columns: z
    .object({ id: column, mailbox: column, validFrom: column.nullable(), validTo: column.nullable() })
    .nullable(),
})

/** Reads an uploaded file in another way: another encoding, separator, country or columns. */
export function readUploadAgainCall(
  ports: () => WebPorts,
): CallDefinition<typeof readUploadAgainInput, MappingUploadSummary> {
  return {
    name: 'mapping-upload.read-again',
    permission: 'manage',
    input: readUploadAgainInput,
    target: (input) => ({ type: 'mapping-upload', id: input.uploadId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const { uploadId, ...choices } = input
      const key = { tenantId: caller.tenantId, uploadId, createdById: caller.id }
      const handled = await withTenant(database, caller.tenantId, async (transaction) => {
        const upload = await lockMappingUpload(transaction, key, clock.now())
        if (!upload) return refuse('upload-gone')
        // Of a file that was no text, or too large, there are no bytes to read in another way.
        if (upload.encoding !== null) {
          const { encodingFound } = readingOf(upload)
          await deleteMappingUploadRows(transaction, key)
          const chunks = readMappingUploadChunks(transaction, key)
          await readUpload(transaction, key, chunks, { ...choices, encodingFound })
        }
        const summary = await summarizeUpload(transaction, key, clock.now())
        if (!summary) return refuse('upload-gone')
        const { state, counts } = summary
        return { ok: true as const, value: summary, auditDetail: { ...choices, state, ...counts } }
      })
      if (handled.ok && handled.value.check.state === 'waiting')
        await requestCheck(ports(), { tenantId: caller.tenantId, uploadId: handled.value.id })
      return handled
    },
  }
}
