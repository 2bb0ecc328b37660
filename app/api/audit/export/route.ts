import { defineRoute } from '#lib/server/define-route.ts'
import { exportAuditCall } from '#lib/server/export-audit.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** The audit log as a file, by the same words of the address as its page. */
export const GET = defineRoute({
  ...exportAuditCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request) => Object.fromEntries(new URL(request.url).searchParams),
  respond: respondWithFile,
})
