import { defineRoute } from '#lib/server/define-route.ts'
import { exportConnectorsCall } from '#lib/server/export-connectors.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** The connectors as a file, by the same words of the address as the tab. */
export const GET = defineRoute({
  ...exportConnectorsCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request) => Object.fromEntries(new URL(request.url).searchParams),
  respond: respondWithFile,
})
