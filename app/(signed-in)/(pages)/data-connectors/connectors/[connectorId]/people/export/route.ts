import { defineRoute } from '#lib/server/define-route.ts'
import { exportPeopleCall } from '#lib/server/export-people.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** The people of a connector as a file, by the same words of the address as their page. */
export const GET = defineRoute({
  ...exportPeopleCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request, params) => ({
    ...Object.fromEntries(new URL(request.url).searchParams),
    ...params,
  }),
  respond: respondWithFile,
})
