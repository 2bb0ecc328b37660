import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nothing listens on; the system does not hand it out again at once. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system offered no port.'))
      })
    })
  })
}
