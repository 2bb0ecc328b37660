import { z } from 'zod'
import { listMappingUploadRows } from '#lib/db/mapping-upload-rows.ts'
import { findMappingUpload } from '#lib/db/mapping-uploads.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import {
  MAPPING_ERROR_CODES,
  MAPPING_UPLOAD_MOST_ROWS,
  MAPPING_WARNING_CODES,
  type MappingUploadRow,
} from '#lib/domain/mapping-upload.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

export const listUploadRowsInput = z.object({
  uploadId: z.guid(),
  show: z.enum(['all', 'warnings', 'errors', 'directory']).default('all'),
  code: z.enum([...MAPPING_ERROR_CODES, ...MAPPING_WARNING_CODES]).optional(),
  status: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  search: z.string().trim().max(100).default(''),
  offset: z.coerce.number().int().min(0).max(MAPPING_UPLOAD_MOST_ROWS).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** Rows of an upload in the order of the file. */
export function listUploadRowsCall(
  ports: () => WebPorts,
): CallDefinition<typeof listUploadRowsInput, { rows: MappingUploadRow[]; total: number }> {
  return {
    name: 'mapping-upload.list-rows',
    permission: 'manage',
    changesNothing: true,
    input: listUploadRowsInput,
    target: (input) => ({ type: 'mapping-upload', id: input.uploadId }),
    handle({ caller, input }) {
      const { database, clock } = ports()
      const key = { tenantId: caller.tenantId, uploadId: input.uploadId, createdById: caller.id }
      return withTenant(database, caller.tenantId, async (transaction) => {
        if (!(await findMappingUpload(transaction, key, clock.now()))) return refuse('upload-gone')
        const { show, code = null, status = null, search, offset, limit } = input
        const filter = { show, code, status, search }
        const value = await listMappingUploadRows(transaction, key, { filter, offset, limit })
        return { ok: true as const, value }
      })
    },
  }
}
