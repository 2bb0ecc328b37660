import { defineRoute } from '#lib/server/define-route.ts'
import { downloadRunReportCall } from '#lib/server/download-run-report.ts'
import { respondWithFile } from '#lib/server/respond-with-file.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** The report of a run as a file: `?format=csv` or `?format=json`. */
export const GET = defineRoute({
  ...downloadRunReportCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request, params) => ({ ...params, format: new URL(request.url).searchParams.get('format') }),
  respond: respondWithFile,
})
