import { createServer } from 'node:net'

export type DemoPorts = Record<PortName, number>
export type PortName =
  | 'app'
  | 'database'
  | 'storage'
  | 'entra'
  | 'entraTls'
  | 'graph'
  | 'sftp'
  | 'control'
  | 'smtp'
  | 'webhook'

type PortRow = { name: PortName; purpose: string; variable: string; default: number }

const PORTS: readonly PortRow[] = [
  { name: 'app', purpose: 'the web app', variable: 'DEMO_APP_PORT', default: 3000 },
  { name: 'database', purpose: 'PostgreSQL', variable: 'DEMO_DATABASE_PORT', default: 4432 },
  { name: 'storage', purpose: 'Azurite', variable: 'DEMO_STORAGE_PORT', default: 4440 },
  { name: 'entra', purpose: "the sandbox's sign-in", variable: 'DEMO_ENTRA_PORT', default: 4410 },
  {
    name: 'entraTls',
    purpose: "the sandbox's token service",
    variable: 'DEMO_ENTRA_TLS_PORT',
    default: 4411,
  },
  { name: 'graph', purpose: "the sandbox's Microsoft Graph", variable: 'DEMO_GRAPH_PORT', default: 4412 },
  { name: 'sftp', purpose: "the sandbox's TeleMessage site", variable: 'DEMO_SFTP_PORT', default: 4422 },
  { name: 'control', purpose: "the sandbox's mailbox viewer", variable: 'DEMO_CONTROL_PORT', default: 4430 },
  { name: 'smtp', purpose: "the sandbox's mail server", variable: 'DEMO_SMTP_PORT', default: 4425 },
  {
    name: 'webhook',
    purpose: "the sandbox's webhook receiver",
    variable: 'DEMO_WEBHOOK_PORT',
    default: 4426,
  },
]

/**
 * Reads the ports from DEMO_*_PORT; PORT sets the app's too.
 * @throws {PortError} that names the variable which is wrong, or the two that are the same.
 */
export function readPorts(env: Record<string, string | undefined>): DemoPorts {
  const ports = Object.fromEntries(PORTS.map((row) => [row.name, readPort(row, env)])) as DemoPorts
  for (const [index, row] of PORTS.entries()) {
    const twin = PORTS.slice(0, index).find((other) => ports[other.name] === ports[row.name])
    if (twin) {
      throw new PortError(
        `${twin.variable} and ${row.variable} are both ${ports[row.name]}. Give each its own port.`,
      )
    }
  }
  return ports
}

/** @throws {PortError} that names every port which another program holds, and how to choose another. */
export async function requireFreePorts(ports: DemoPorts, names: readonly PortName[]): Promise<void> {
  const taken: string[] = []
  for (const row of PORTS.filter((candidate) => names.includes(candidate.name))) {
    const port = ports[row.name]
    if (!(await isFree(port)))
      taken.push(`Port ${port} (${row.purpose}) is taken. Set ${row.variable} to a free port.`)
  }
  if (taken.length > 0) throw new PortError(taken.join('\n'))
}

export class PortError extends Error {
  readonly code = 'port_unusable'

  constructor(message: string) {
    super(message)
    this.name = 'PortError'
  }
}

function readPort(row: PortRow, env: Record<string, string | undefined>): number {
  const variable = row.name === 'app' && !env[row.variable] ? 'PORT' : row.variable
  const value = (row.name === 'app' ? (env[row.variable] ?? env.PORT) : env[row.variable])?.trim()
  if (!value) return row.default
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PortError(`${variable} is "${value}". A port is a whole number from 1 to 65535.`)
  }
  return port
}

/** Both addresses that `localhost` can mean: a server on ::1 alone would answer the browser in our place. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'))
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
