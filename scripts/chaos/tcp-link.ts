import { once } from 'node:events'
import { createServer, connect as openSocket, type Socket } from 'node:net'

/** A TCP connection's two ends, forwarded to each other. */
type Pair = { client: Socket; server: Socket }

/** One of the links of an installation, which can fail as networks do. */
export type TcpLink = {
  port: number
  /** Ends every connection with a reset; new ones are taken. */
  cut(): void
  /** Both sides stay connected and hear nothing of each other; what they said meanwhile is lost with the connection. */
  halfOpen(forMs: number): void
  /** What is said arrives so much later. */
  slow(delayMs: number, forMs: number): void
  /** Back to normal: what hangs is cut, so that nobody waits for it. */
  heal(): void
  close(): Promise<void>
}

/** Stands between a worker and one of its servers, which listens at `targetPort` of this machine. */
export async function openTcpLink(targetPort: number): Promise<TcpLink> {
  const pairs = new Set<Pair>()
  const state = { isSilent: false, delayMs: 0, timer: null as NodeJS.Timeout | null }
  const server = createServer((client) => {
    const pair = { client, server: openSocket({ port: targetPort, host: '127.0.0.1' }) }
    pairs.add(pair)
    forward(pair.client, pair.server)
    forward(pair.server, pair.client)
    for (const end of [pair.client, pair.server]) {
      end.setNoDelay(true)
      end.on('error', () => undefined)
      end.on('close', () => {
        // The other end of a half-open connection hears of it when the link heals.
        if (state.isSilent) return
        pairs.delete(pair)
        destroy(pair)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The link has no port.')

  function forward(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (state.isSilent) return
      if (state.delayMs === 0) to.write(bytes)
      else setTimeout(() => to.writable && to.write(bytes), state.delayMs)
    })
    from.on('end', () => {
      if (!state.isSilent) setTimeout(() => to.end(), state.delayMs)
    })
  }

  function cut(): void {
    for (const pair of pairs) destroy(pair)
    pairs.clear()
  }

  function heal(): void {
    if (state.timer) clearTimeout(state.timer)
    // Bytes were dropped: the streams cannot go on.
    if (state.isSilent) cut()
    Object.assign(state, { isSilent: false, delayMs: 0, timer: null })
  }

  function until(forMs: number, change: Partial<typeof state>): void {
    heal()
    Object.assign(state, change, { timer: setTimeout(heal, forMs) })
  }

  return {
    port: address.port,
    cut,
    halfOpen: (forMs) => until(forMs, { isSilent: true }),
    slow: (delayMs, forMs) => until(forMs, { delayMs }),
    heal,
    async close() {
      heal()
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

function destroy({ client, server }: Pair): void {
  client.resetAndDestroy()
  server.resetAndDestroy()
}
