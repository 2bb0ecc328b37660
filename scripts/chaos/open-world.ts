import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { withRole } from '../database/ensure-database.ts'
import { demoPaths } from '../demo/data-folder.ts'
import { readOrMakeSecrets } from '../demo/secrets.ts'
import { type Installation, startInstallation } from '../installation/start-installation.ts'
import type { Supervisor } from '../processes/supervisor.ts'
import { findFreePorts } from '../test-support/find-free-port.ts'
import { hurryJobs } from './hurry-jobs.ts'
import type { ChaosOptions } from './read-chaos-options.ts'
import { isTampering, openTamperedGraph } from './tamper-with-graph.ts'
import { openTcpLink, type TcpLink } from './tcp-link.ts'
import { watchWriters } from './watch-writers.ts'
import { openWorkers, type Workers } from './workers.ts'

export const LINKS = ['postgres', 'blob', 'sftp', 'graph'] as const
export type LinkName = (typeof LINKS)[number]

/** An installation of real processes, whose workers reach their servers over links that can fail. */
export type World = {
  installation: Installation
  links: Record<LinkName, TcpLink>
  workers: Workers
  /** With every privilege: what the checker reads must not depend on what the product may. */
  ledger: pg.Pool
  close(): Promise<void>
}

/** Two minutes in an installation. Longer than effects and index of the sandbox are late (see plan-faults.ts). */
export const SETTLE_MS = 5_000
/** Two minutes as well. A connection that has been silent for twice as long is given up. */
const STATEMENT_TIMEOUT_MS = 5_000
/** The longest that the configuration takes, and longer than a run is waited for. */
const NO_DEADLINE_MS = 3_600_000
const WORKERS = 2
/** Few, so that there is something left to deliver when a worker dies. */
const MAILBOXES_AT_A_TIME = 4

export async function openWorld(
  supervisor: Supervisor,
  options: { dir: string; projectDir: string; sabotage: ChaosOptions['sabotage'] },
): Promise<World> {
  const [graphPort, tamperedPort] = (await findFreePorts(2)) as [number, number]
  const tampering = isTampering(options.sabotage) ? options.sabotage : null
  // Before the sandbox: the link's port is part of Graph's address, and tokens are for that.
  const graph = await openTcpLink(tampering ? tamperedPort : graphPort)
  const installation = await startInstallation(supervisor, {
    ...options,
    graph: { port: graphPort, publicPort: graph.port },
  })
  const { env } = installation
  const paths = demoPaths(options.dir)
  const { databaseOwnerPassword } = readOrMakeSecrets(paths.secrets)
  const ledger = new pg.Pool({
    connectionString: withRole(String(env.DATABASE_URL), 'archive_owner', databaseOwnerPassword),
    max: 4,
  })
  // Idle connections end with the server.
  ledger.on('error', () => undefined)
  const tampered = tampering
    ? await openTamperedGraph({ port: tamperedPort, graphPort }, certificateOf(paths.sandbox), tampering)
    : null
  const links = {
    postgres: await openTcpLink(Number(new URL(String(env.DATABASE_URL)).port)),
    blob: await openTcpLink(portOfBlobs(env.AZURE_STORAGE_CONNECTION_STRING)),
    sftp: await openTcpLink(Number(env.TELEMESSAGE_PORT)),
    graph,
  }
  // Before a worker reads what the queues are like.
  const hurry = await hurryJobs(String(env.DATABASE_URL), ledger)
  await watchWriters(ledger, options.sabotage === 'no-fence')
  const workers = await openWorkers(installation, {
    count: WORKERS,
    variables: (name) => ({
      DATABASE_URL: withPort(String(env.DATABASE_URL), links.postgres.port, name),
      AZURE_STORAGE_CONNECTION_STRING: withBlobPort(env.AZURE_STORAGE_CONNECTION_STRING, links.blob.port),
      TELEMESSAGE_PORT: String(links.sftp.port),
      DATABASE_STATEMENT_TIMEOUT_MS: String(
        options.sabotage === 'no-deadline' ? NO_DEADLINE_MS : STATEMENT_TIMEOUT_MS,
      ),
      DELIVERY_SETTLE_MS: String(SETTLE_MS),
      WORKER_MAILBOXES: String(MAILBOXES_AT_A_TIME),
    }),
  })
  return {
    installation,
    links,
    workers,
    ledger,
    async close() {
      await hurry.close()
      await workers.stop()
      for (const link of Object.values(links)) await link.close()
      await tampered?.close()
      await ledger.end()
      await installation.close()
    },
  }
}

const certificate = z.object({ cert: z.string(), key: z.string() })

/** The workers trust the sandbox's authority, so whoever speaks in its place needs a certificate of it. */
function certificateOf(sandboxDir: string): z.infer<typeof certificate> {
  return certificate.parse(JSON.parse(readFileSync(join(sandboxDir, 'tls.json'), 'utf8')))
}

/** Connections say whose they are. */
function withPort(url: string, port: number, applicationName: string): string {
  const changed = new URL(url)
  changed.port = String(port)
  changed.searchParams.set('application_name', applicationName)
  return changed.href
}

const BLOB_PORT = /(BlobEndpoint=http:\/\/[^:;]+:)(\d+)/

function portOfBlobs(connectionString: string | undefined): number {
  return Number(BLOB_PORT.exec(connectionString ?? '')?.[2])
}

function withBlobPort(connectionString: string | undefined, port: number): string {
  return (connectionString ?? '').replace(BLOB_PORT, `$1${port}`)
}
