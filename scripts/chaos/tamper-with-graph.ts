import { once } from 'node:events'
import { Agent, createServer, request } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'

/** What is taken away from the talk between product and Graph. */
export type Tampering = 'no-lookup' | 'no-key'

export function isTampering(sabotage: string | null): sabotage is Tampering {
  return sabotage === 'no-lookup' || sabotage === 'no-key'
}

const batch = z.object({
  requests: z.array(z.looseObject({ id: z.string(), url: z.string(), body: z.unknown().optional() })),
})
const batchAnswer = z.looseObject({ responses: z.array(z.looseObject({ id: z.string() })) })
const keyed = z.looseObject({ singleValueExtendedProperties: z.array(z.looseObject({ id: z.string() })) })

/**
 * Stands between the workers and Graph and changes what they say, alone or in a batch: with `no-lookup` every search for
 * a delivery's key finds nothing, with `no-key` a new message loses its key on the way.
 *
 * @param certificate one of the sandbox's, which the workers trust.
 */
export async function openTamperedGraph(
  { port, graphPort }: { port: number; graphPort: number },
  certificate: { cert: string; key: string },
  tampering: Tampering,
): Promise<{ close(): Promise<void> }> {
  const target = new URL(`https://localhost:${graphPort}`)
  const agent = new Agent({ keepAlive: true })
  const server = createServer(certificate, (incoming, outgoing) => {
    void (async () => {
      const { method = 'GET', url = '/', headers } = incoming
      const sent = await buffer(incoming)
      const lookups = tampering === 'no-lookup' ? lookupsIn(url, sent) : null
      if (lookups === 'all') {
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(NOTHING))
        return
      }
      const body = tampering === 'no-key' ? withoutKeys(sent) : sent
      const forwarded = request(new URL(url, target), {
        method,
        agent,
        headers: { ...headers, 'content-length': String(body.length) },
      })
      forwarded.on('error', () => outgoing.destroy())
      forwarded.on('response', (answer) => {
        void (async () => {
          const received = await buffer(answer)
          const given = lookups ? withoutFinds(received, lookups) : received
          const { 'transfer-encoding': _, ...fields } = answer.headers
          outgoing.writeHead(answer.statusCode ?? 502, { ...fields, 'content-length': String(given.length) })
          outgoing.end(given)
        })().catch(() => outgoing.destroy())
      })
      forwarded.end(body)
    })().catch(() => outgoing.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    async close() {
      server.closeAllConnections()
      server.close()
      agent.destroy()
      await once(server, 'close')
    },
  }
}

const NOTHING = { value: [] }

/** `all`: the request is a look-up. A list: the parts of a batch that are. */
function lookupsIn(url: string, sent: Buffer): 'all' | Set<string> | null {
  if (isLookup(url)) return 'all'
  if (!url.endsWith('/$batch')) return null
  const { requests } = batch.parse(JSON.parse(sent.toString()))
  return new Set(requests.filter((part) => isLookup(part.url)).map((part) => part.id))
}

function isLookup(url: string): boolean {
  return /\$filter=singleValueExtendedProperties/i.test(decodeURIComponent(url))
}

function withoutFinds(received: Buffer, lookups: Set<string>): Buffer {
  const parsed = batchAnswer.safeParse(JSON.parse(received.toString()))
  if (!parsed.success) return received
  const responses = parsed.data.responses.map((part) =>
    lookups.has(part.id) ? { ...part, status: 200, body: NOTHING } : part,
  )
  return Buffer.from(JSON.stringify({ ...parsed.data, responses }))
}

function withoutKeys(sent: Buffer): Buffer {
  if (sent.length === 0) return sent
  let body: unknown
  try {
    body = JSON.parse(sent.toString())
  } catch {
    return sent
  }
  const parts = batch.safeParse(body)
  const changed = parts.success
    ? { requests: parts.data.requests.map((part) => ({ ...part, body: withoutKey(part.body) })) }
    : withoutKey(body)
  return Buffer.from(JSON.stringify(changed))
}

function withoutKey(body: unknown): unknown {
  const message = keyed.safeParse(body)
  if (!message.success) return body
  const kept = message.data.singleValueExtendedProperties.filter(({ id }) => !id.includes('DeliveryKey'))
  return { ...message.data, singleValueExtendedProperties: kept }
}
