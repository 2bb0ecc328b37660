import { defineRoute } from '#lib/server/define-route.ts'
import { exportQuarantineCall } from '#lib/server/export-quarantine.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** What waits in quarantine as a file, all of it or of whom `?search=` finds. */
export const GET = defineRoute({
  ...exportQuarantineCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request, params) => ({
    ...params,
    search: new URL(request.url).searchParams.get('search') ?? undefined,
  }),
  respond: respondWithFile,
})
