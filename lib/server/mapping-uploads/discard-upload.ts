import { discardMappingUpload } from '#lib/db/mapping-uploads.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { uploadInput } from './find-upload.ts'

/** Takes an upload away. One that is gone already is what was wanted. */
export function discardUploadCall(ports: () => WebPorts): CallDefinition<typeof uploadInput, null> {
  return {
    name: 'mapping-upload.discard',
    permission: 'manage',
    input: uploadInput,
    target: (input) => ({ type: 'mapping-upload', id: input.uploadId }),
    async handle({ caller, input }) {
      const key = { tenantId: caller.tenantId, uploadId: input.uploadId, createdById: caller.id }
      await withTenant(ports().database, caller.tenantId, (transaction) =>
        discardMappingUpload(transaction, key),
      )
      return { ok: true, value: null }
    },
  }
}
