import { defineRoute } from '#lib/server/define-route.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { downloadMappingVersionCall } from '#lib/server/user-mappings/download-mapping-version.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** Any version of the mapping, as CSV. */
export const GET = defineRoute({
  ...downloadMappingVersionCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (_, params) => params,
  respond: respondWithFile,
})
