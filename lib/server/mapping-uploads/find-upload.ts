import { z } from 'zod'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { summarizeUpload } from './summarize-upload.ts'

export const uploadInput = z.object({ uploadId: z.guid() })

/** Brief: without what takes two looks at every row. A page asks so once a second while the directory is asked. */
export const findUploadInput = uploadInput.extend({ isBrief: z.boolean().default(false) })

/** How an upload stands. */
export function findUploadCall(
  ports: () => WebPorts,
): CallDefinition<typeof findUploadInput, MappingUploadSummary> {
  return {
    name: 'mapping-upload.look',
    permission: 'manage',
    changesNothing: true,
    input: findUploadInput,
    target: (input) => ({ type: 'mapping-upload', id: input.uploadId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const key = { tenantId: caller.tenantId, uploadId: input.uploadId, createdById: caller.id }
      const summary = await withTenant(database, caller.tenantId, (transaction) =>
        summarizeUpload(transaction, key, clock.now(), { isBrief: input.isBrief }),
      )
      return summary ? { ok: true, value: summary } : refuse('upload-gone')
    },
  }
}
