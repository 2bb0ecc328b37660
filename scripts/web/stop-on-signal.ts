import type { Server } from 'node:http'

/** Pages that follow what happens keep a request open for as long as they are; nobody waits for those. */
const LONGEST_STOP_MS = 5_000
const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15 } as const

/** Lets a server answer what it has begun to answer, then closes what is behind it and ends the process. */
export function stopOnSignal(server: Server, close: () => Promise<void>): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      const impatience = setTimeout(() => server.closeAllConnections(), LONGEST_STOP_MS)
      server.close(() => {
        clearTimeout(impatience)
        void close().finally(() => process.exit(128 + SIGNAL_NUMBERS[signal]))
      })
      server.closeIdleConnections()
    })
}
