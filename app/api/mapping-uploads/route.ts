import { defineRoute } from '#lib/server/define-route.ts'
import { uploadMappingCall } from '#lib/server/mapping-uploads/upload-mapping.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** A route and not an action: an action's body is small and whole, and this one is read as it comes. */
export const POST = defineRoute({
  ...uploadMappingCall(webComposition),
  authenticate: 'session',
  successStatus: 201,
  inputOf: (request) => {
    const query = new URL(request.url).searchParams
    return { connectorId: query.get('connectorId'), fileName: query.get('fileName'), body: request.body }
  },
})
