import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/**
 * Below what systems give to outgoing connections (Linux from 32768, macOS and Windows from 49152): such a port was taken by a
 * connection between being found free and being listened on, and a demo of the browser tests ended with EADDRINUSE.
 */
const LOWEST_PORT = 12_000
const HIGHEST_PORT = 32_000
const MOST_TRIES_A_PORT = 50

/** A port of 127.0.0.1 that nothing listens on. */
export async function findFreePort(): Promise<number> {
  return (await findFreePorts(1))[0] as number
}

/** So many of them, each another one: they are held until the last is found. */
export async function findFreePorts(count: number): Promise<number[]> {
  const probes: Server[] = []
  const ports: number[] = []
  try {
    for (let tries = 0; ports.length < count; tries += 1) {
      if (tries > count * MOST_TRIES_A_PORT) throw new Error('The system offered no port.')
      const port = randomInt(LOWEST_PORT, HIGHEST_PORT)
      const probe = createServer().listen(port, '127.0.0.1')
      try {
        await once(probe, 'listening')
      } catch {
        continue
      }
      probes.push(probe)
      ports.push(port)
    }
    return ports
  } finally {
    await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  }
}
