import { readAlertNewsCall } from '#lib/server/alerts/read-alert-news.ts'
import { defineRoute } from '#lib/server/define-route.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const GET = defineRoute({
  ...readAlertNewsCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: () => ({}),
})
