import { defineRoute } from '#lib/server/define-route.ts'
import { downloadProblemRowsCall } from '#lib/server/mapping-uploads/download-problem-rows.ts'
import { readProblemWords } from '#lib/server/mapping-uploads/problem-words.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** What is wrong in an upload, as a file that can be mended and uploaded again. */
export const GET = defineRoute({
  ...downloadProblemRowsCall(webComposition, readProblemWords),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (_request, params) => params,
  respond: respondWithFile,
})
