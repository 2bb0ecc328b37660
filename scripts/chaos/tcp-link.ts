import { once } from 'node:events'
import { createServer, connect as openSocket, type Socket } from 'node:net'

/** A TCP connection's two ends, forwarded to each other. */
type Pair = { client: Socket; server: Socket; isHung: boolean }

/** One of the links of an installation, which can fail as networks do. */
export type TcpLink = {
  port: number
  /** Ends every connection with a reset; new ones are taken. */
  cut(): void
  /** Both sides stay connected and hear nothing of each other; what they said meanwhile is lost with the connection. */
  halfOpen(forMs: number): void
  /**
   * The same for ever, of the connections that there are; new ones are as usual. A server hears of a client that has given up as
   * late as its keepalive tells it.
   */
  hang(): void
  /** What is said arrives so much later. */
  slow(delayMs: number, forMs: number): void
  /** Back to normal: what is half-open is cut, so that nobody waits for it. What hangs stays as it is. */
  heal(): void
  close(): Promise<void>
}

/**
 * As a server whose keepalive is set finds a dead client (`tcp_keepalives_idle` and its like). Without an end, two hangs a run left
 * some 65 of PostgreSQL's 100 connections to clients that were gone, and a second run in the same world found none (53300).
 */
const KEEPALIVE_MS = 15_000

/** Stands between a worker and one of its servers, which listens at `targetPort` of this machine. */
export async function openTcpLink(targetPort: number): Promise<TcpLink> {
  const pairs = new Set<Pair>()
  const state = { isSilent: false, delayMs: 0, timer: null as NodeJS.Timeout | null }
  const server = createServer((client) => {
    const server = openSocket({ port: targetPort, host: '127.0.0.1' })
    const pair: Pair = { client, server, isHung: false }
    pairs.add(pair)
    forward(pair, pair.client, pair.server)
    forward(pair, pair.server, pair.client)
    for (const end of [pair.client, pair.server]) {
      end.setNoDelay(true)
      end.on('error', () => undefined)
      end.on('close', () => {
        if (pair.isHung) setTimeout(() => drop(pair), KEEPALIVE_MS).unref()
        // The other end of a half-open connection hears of it when the link heals.
        else if (!state.isSilent) drop(pair)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The link has no port.')

  function forward(pair: Pair, from: Socket, to: Socket): void {
    const isSilent = () => state.isSilent || pair.isHung
    from.on('data', (bytes) => {
      if (isSilent()) return
      if (state.delayMs === 0) to.write(bytes)
      else setTimeout(() => to.writable && to.write(bytes), state.delayMs)
    })
    from.on('end', () => {
      if (!isSilent()) setTimeout(() => to.end(), state.delayMs)
    })
  }

  function cut(): void {
    for (const pair of pairs) if (!pair.isHung) drop(pair)
  }

  function drop(pair: Pair): void {
    pairs.delete(pair)
    destroy(pair)
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
    hang() {
      for (const pair of pairs) pair.isHung = true
    },
    halfOpen: (forMs) => until(forMs, { isSilent: true }),
    slow: (delayMs, forMs) => until(forMs, { delayMs }),
    heal,
    async close() {
      heal()
      for (const pair of pairs) drop(pair)
      server.close()
      await once(server, 'close')
    },
  }
}

function destroy({ client, server }: Pair): void {
  client.resetAndDestroy()
  server.resetAndDestroy()
}
