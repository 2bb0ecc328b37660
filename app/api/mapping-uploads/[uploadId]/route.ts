import { defineRoute } from '#lib/server/define-route.ts'
import { findUploadCall } from '#lib/server/mapping-uploads/find-upload.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** How an upload stands. */
export const GET = defineRoute({
  ...findUploadCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (_request, params) => params,
})
