import { z } from 'zod'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { summarizeUpload } from './summarize-upload.ts'

export const uploadInput = z.object({ uploadId: z.guid() })

/** How an upload stands: a page asks once a second while the directory is. */
export function findUploadCall(
  ports: () => WebPorts,
): CallDefinition<typeof uploadInput, MappingUploadSummary> {
  return {
    name: 'mapping-upload.look',
    permission: 'manage',
    changesNothing: true,
    input: uploadInput,
    target: (input) => ({ type: 'mapping-upload', id: input.uploadId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const key = { tenantId: caller.tenantId, uploadId: input.uploadId, createdById: caller.id }
      const summary = await withTenant(database, caller.tenantId, (transaction) =>
        summarizeUpload(transaction, key, clock.now()),
      )
      return summary ? { ok: true, value: summary } : refuse('upload-gone')
    },
  }
}
