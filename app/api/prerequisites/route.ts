import { checkPrerequisiteCall } from '#lib/server/check-prerequisites-call.ts'
import { defineRoute } from '#lib/server/define-route.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** A route and not an action: Next sends a page's actions one after the other, and a slow check would hold up the rest. */
export const POST = defineRoute({
  ...checkPrerequisiteCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
})
