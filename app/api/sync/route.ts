import { defineRoute } from '#lib/server/define-route.ts'
import { syncByApiCall } from '#lib/server/sync-by-api.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** For an outside scheduler: plans runs and answers at once; workers do the work. */
export const POST = defineRoute({
  ...syncByApiCall(webComposition),
  authenticate: 'api-token',
  successStatus: 202,
})
