import { defineStreamRoute } from '#lib/server/define-stream-route.ts'
import { editSiteLoginCall } from '#lib/server/edit-site-login.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** Another login for a connector that is there: each check as it happens. */
export const POST = defineStreamRoute(editSiteLoginCall(webComposition))
