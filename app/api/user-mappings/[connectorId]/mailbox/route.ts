import { defineRoute } from '#lib/server/define-route.ts'
import { findTypedMailboxCall } from '#lib/server/user-mappings/find-typed-mailbox.ts'
import { webComposition } from '#lib/server/web-composition.ts'

/** What Microsoft 365 says of a mailbox: `?address=…`. */
export const GET = defineRoute({
  ...findTypedMailboxCall(webComposition),
  authenticate: 'session',
  successStatus: 200,
  inputOf: (request, params) => ({ ...Object.fromEntries(new URL(request.url).searchParams), ...params }),
})
