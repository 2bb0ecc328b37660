import { defineStreamRoute } from '#lib/server/define-stream-route.ts'
import { webComposition } from '#lib/server/web-composition.ts'
import { logInToSiteCall } from '#lib/server/wizard/log-in-to-site.ts'

/** The login step of the wizard: each check as it happens. */
export const POST = defineStreamRoute(logInToSiteCall(webComposition))
