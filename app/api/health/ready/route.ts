import { isReady } from '#lib/server/read-health.ts'

/** Ready: configured, and its database answers. Gives no reason away; the log has it. */
export async function GET() {
  return (await isReady())
    ? Response.json({ status: 'ready' })
    : Response.json({ status: 'not-ready' }, { status: 503 })
}
