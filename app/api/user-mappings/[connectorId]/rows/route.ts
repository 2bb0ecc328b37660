import { defineRoute } from '#lib/server/define-route.ts'
import { listMappingRowsCall } from '#lib/server/user-mappings/list-mapping-rows.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** A page of the mapping in force: `?search=…&offset=…&limit=…`. */
export const GET = defineRoute({
  ...listMappingRowsCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request, params) => ({ ...Object.fromEntries(new URL(request.url).searchParams), ...params }),
})
