import { defineRoute } from '#lib/server/define-route.ts'
import { previewRollBackCall } from '#lib/server/user-mappings/preview-roll-back.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** What rolling back to a version would change. */
export const GET = defineRoute({
  ...previewRollBackCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (_, params) => params,
})
