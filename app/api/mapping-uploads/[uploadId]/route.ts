import { defineRoute } from '#lib/server/define-route.ts'
import { findUploadCall } from '#lib/server/mapping-uploads/find-upload.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** How an upload stands: `?brief=1` without its codes and its differences. */
export const GET = defineRoute({
  ...findUploadCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request, params) => ({
    ...params,
    isBrief: new URL(request.url).searchParams.get('brief') === '1',
  }),
})
