import type { AddressInfo, Server } from 'node:net'
import { PORT_VARIABLES, type PortName } from '#sandbox/settings.ts'

/**
 * Listens and returns the port, which the system chose when `port` is 0.
 * @throws {PortTakenError} when another program has it.
 */
export async function listen(server: Server, name: PortName, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(name, port) : error)
    server.once('error', onError)
    server.listen(port, host, () => {
      server.off('error', onError)
      resolve()
    })
  })
  return (server.address() as AddressInfo).port
}

export class PortTakenError extends Error {
  readonly code = 'port_taken'

  constructor(name: PortName, port: number) {
    super(
      `Port ${port} is taken by another program. Stop that program, or set ${PORT_VARIABLES[name]} to a free port.`,
    )
    this.name = 'PortTakenError'
  }
}
