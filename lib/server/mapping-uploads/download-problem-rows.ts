import { findMappingUpload } from '#lib/db/mapping-uploads.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { ReportFile } from '../download-run-report.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { uploadInput } from './find-upload.ts'
import { type ProblemWords, writeProblemRows } from './problem-rows-file.ts'

/** The rows of an upload that have something wrong, as a file. */
export function downloadProblemRowsCall(
  ports: () => WebPorts,
  readWords: () => Promise<ProblemWords>,
): CallDefinition<typeof uploadInput, ReportFile> {
  return {
    name: 'mapping-upload.download-problem-rows',
    permission: 'manage',
    changesNothing: true,
    input: uploadInput,
    target: (input) => ({ type: 'mapping-upload', id: input.uploadId }),
    async handle({ caller, input }) {
      const { database, clock } = ports()
      const key = { tenantId: caller.tenantId, uploadId: input.uploadId, createdById: caller.id }
      const upload = await withTenant(database, caller.tenantId, (transaction) =>
        findMappingUpload(transaction, key, clock.now()),
      )
      if (!upload) return refuse('upload-gone')
      const text = writeProblemRows({ database, upload, words: await readWords() })
      return {
        ok: true,
        value: { fileName: 'mapping-problems.csv', contentType: 'text/csv; charset=utf-8', text },
      }
    },
  }
}
