import { defineRoute } from '#lib/server/define-route.ts'
import { downloadOriginalCall } from '#lib/server/download-original.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** A message as it was delivered. By POST: the reason is in the body, and in no log of a server in between. */
export const POST = defineRoute({
  ...downloadOriginalCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  respond: respondWithFile,
})
