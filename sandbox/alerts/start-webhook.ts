import { createServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ControlPlugin } from '#sandbox/control/control-plugin.ts'
import { createKnobGroup } from '#sandbox/control/knob-group.ts'
import { closeServer } from '#sandbox/http/close-server.ts'
import { listen } from '#sandbox/http/listen.ts'
import { readBody } from '#sandbox/http/read-body.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { Certificates } from '#sandbox/state/certificates.ts'

const MAX_BODY_BYTES = 1024 * 1024
const MOST_KEPT = 500

const webhookKnobs = z.strictObject({
  /** What the next requests are answered with. */
  status: z.number().int().min(200).max(599).default(202),
  /** Where a status of 300 and more leads. */
  location: z.string().max(2_000).nullable().default(null),
  delayMs: z.number().int().min(0).max(60_000).default(0),
})

type ReceivedPost = { receivedAt: string; path: string; headers: Record<string, unknown>; body: string }

/** Somebody who takes webhooks, over https: what comes is kept as it came. */
export async function startWebhook(settings: CompleteSettings, certificates: Certificates) {
  const received: ReceivedPost[] = []
  const knobs = createKnobGroup('webhook', webhookKnobs)
  const server = createServer({ key: certificates.key, cert: certificates.cert }, (request, response) => {
    const answer = async () => {
      const body = await readBody(request, MAX_BODY_BYTES)
      const { status, location, delayMs } = knobs.get()
      received.push({
        receivedAt: settings.now().toISOString(),
        path: request.url ?? '/',
        headers: request.headers,
        body: body === 'too-large' ? '' : body.toString('utf8'),
      })
      if (received.length > MOST_KEPT) received.shift()
      if (delayMs > 0) await sleep(delayMs, undefined, { ref: false })
      response.writeHead(status, location === null ? {} : { location }).end('the answer of the sandbox')
    }
    answer().catch(() => response.destroy())
  })
  const port = await listen(server, 'webhookPort', settings.webhookPort, settings.host)
  const control: ControlPlugin = {
    knobs: [knobs],
    routes: [{ method: 'GET', path: '/webhooks', handle: () => ({ status: 200, json: received }) }],
    reset: () => {
      received.length = 0
    },
  }
  return { url: `https://localhost:${port}`, control, close: () => closeServer(server) }
}
