import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/** A port of 127.0.0.1 that nothing listens on; the system does not hand it out again at once. */
export async function findFreePort(): Promise<number> {
  return (await findFreePorts(1))[0] as number
}

/** So many of them, each another one: one that is let go before the next is asked for may be the next. */
export async function findFreePorts(count: number): Promise<number[]> {
  const probes: Server[] = []
  try {
    const ports: number[] = []
    for (let number = 0; number < count; number += 1) {
      const probe = createServer().listen(0, '127.0.0.1')
      probes.push(probe)
      await once(probe, 'listening')
      const address = probe.address()
      if (!address || typeof address !== 'object') throw new Error('The system offered no port.')
      ports.push(address.port)
    }
    return ports
  } finally {
    await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  }
}
