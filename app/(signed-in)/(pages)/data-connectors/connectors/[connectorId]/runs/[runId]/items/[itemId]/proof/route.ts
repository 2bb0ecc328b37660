import { defineRoute } from '#lib/server/define-route.ts'
import { downloadItemProofCall } from '#lib/server/download-item-proof.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** What the ledger knows of an item, as JSON. */
export const GET = defineRoute({
  ...downloadItemProofCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (_, params) => params,
  respond: respondWithFile,
})
