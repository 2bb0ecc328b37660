import type { Server } from 'node:http'

/** Stops listening and drops the connections that clients keep alive, which would hold `close` up for their idle time. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
