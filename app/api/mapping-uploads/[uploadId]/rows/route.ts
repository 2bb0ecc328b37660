import { defineRoute } from '#lib/server/define-route.ts'
import { listUploadRowsCall } from '#lib/server/mapping-uploads/list-upload-rows.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** Rows of an upload, a page at a time. */
export const GET = defineRoute({
  ...listUploadRowsCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request, params) => {
    const query = new URL(request.url).searchParams
    return { ...Object.fromEntries([...query].filter(([, value]) => value !== '')), ...params }
  },
})
