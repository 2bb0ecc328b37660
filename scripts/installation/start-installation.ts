import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Composition, compose } from '#lib/composition.ts'
import { saveSiteCredential } from '#lib/db/connector-secrets.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { parseEnvironment } from '#lib/platform/env.ts'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import { trustCa } from '#sandbox/trust-ca.ts'
import { appEnvironment } from '../demo/app-environment.ts'
import { demoPaths } from '../demo/data-folder.ts'
import { readOrMakeSecrets } from '../demo/secrets.ts'
import { startDatabase } from '../demo/start-database.ts'
import { startSandboxProcess } from '../demo/start-sandbox-process.ts'
import type { RunningChild } from '../processes/child-process.ts'
import type { Supervisor } from '../processes/supervisor.ts'
import { startAzurite } from '../storage/azurite.ts'
import { findFreePorts } from '../test-support/find-free-port.ts'

export type Installation = Awaited<ReturnType<typeof startInstallation>>

const CONTROL_TIMEOUT_MS = 60_000
/** Longer than a worker's own limit for the requests that it has sent. */
const WORKER_STOP_TIMEOUT_MS = 25_000

/**
 * The whole product without its web app, over the sandbox, each part a process of its own: for measurements and for
 * tests that kill processes. Nothing of it differs from an installation but addresses and credentials.
 */
export async function startInstallation(
  supervisor: Supervisor,
  options: {
    dir: string
    projectDir: string
    variables?: Record<string, string>
    /** Where Graph listens, and the port at which it is reached, when something stands in between. */
    graph?: { port: number; publicPort: number }
  },
) {
  const { dir, projectDir } = options
  const paths = demoPaths(dir)
  const packagesDir = join(dir, 'packages')
  for (const folder of [paths.logs, packagesDir, paths.spool]) mkdirSync(folder, { recursive: true })
  const secrets = readOrMakeSecrets(paths.secrets)
  const [app, database, storage, entra, entraTls, graph, sftp, control, smtp, webhook] = (await findFreePorts(
    10,
  )) as [...[number, number, number, number, number], ...[number, number, number, number, number]]
  const settings = {
    projectDir,
    dataDir: dir,
    reset: false,
    connected: false,
    ports: {
      app,
      database,
      storage,
      entra,
      entraTls,
      graph: options.graph?.port ?? graph,
      sftp,
      control,
      smtp,
      webhook,
    },
    databaseUrl: undefined,
    packagesDir,
  }
  const appUrl = `http://localhost:${app}`
  const [db, blobs, sandbox] = await Promise.all([
    startDatabase(settings, paths, secrets, supervisor),
    startAzurite(
      {
        dataDir: paths.storage,
        logPath: join(paths.logs, 'azurite.log'),
        port: storage,
        projectDir,
        accountKey: secrets.storageAccountKey,
      },
      supervisor.start,
    ),
    startSandboxProcess(
      settings,
      paths,
      appUrl,
      supervisor.start,
      options.graph ? { SANDBOX_GRAPH_PUBLIC_PORT: String(options.graph.publicPort) } : {},
    ),
  ])
  trustCa(readFileSync(sandbox.addresses.caPath, 'utf8'))
  const env = {
    ...appEnvironment({
      appUrl,
      databaseUrl: db.appUrl,
      storageConnectionString: blobs.connectionString,
      sandbox: sandbox.addresses,
      secrets,
      paths,
    }),
    ...options.variables,
  }
  const composition = compose(parseEnvironment(env), 'installation')
  return {
    composition,
    env,
    packagesDir,
    /** Of the role that owns the tables: for what an operator does to a database. */
    ownerUrl: db.ownerUrl,
    children: { postgres: db.child, azurite: blobs.child, sandbox: sandbox.child },
    tenantId: SANDBOX_IDENTITIES.tenantId,
    async control(method: string, path: string, body?: unknown): Promise<unknown> {
      const response = await fetch(sandbox.addresses.controlUrl + path, {
        method,
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(CONTROL_TIMEOUT_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!response.ok)
        throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`)
      return response.json()
    },
    /** @param variables differ from the installation's: other addresses, where something stands in between. */
    startWorker(name: string, variables: Record<string, string> = {}): Promise<RunningChild> {
      return supervisor.start({
        name: `The worker ${name}`,
        command: process.execPath,
        args: [join(projectDir, 'lib/jobs/worker.ts')],
        env: { ...env, ...variables },
        cwd: projectDir,
        logPath: join(paths.logs, `worker-${name}.log`),
        stopTimeoutMs: WORKER_STOP_TIMEOUT_MS,
      })
    },
    addConnector: () => addConnector(composition),
    close: () => composition.close(),
  }
}

/** An active connector as the wizard leaves it, whose start lies far back. */
async function addConnector({ database, env, secretBox, site, clock }: Composition): Promise<string> {
  const tenantId = env.ENTRA_TENANT_ID
  const connectorId = randomUUID()
  const login = {
    host: env.TELEMESSAGE_HOST,
    port: env.TELEMESSAGE_PORT,
    folder: env.TELEMESSAGE_FOLDER,
    username: SANDBOX_IDENTITIES.sftpUsername,
    credential: { method: 'password' as const, password: SANDBOX_IDENTITIES.sftpPassword },
    trustedHostKey: null,
    timeoutMs: CONTROL_TIMEOUT_MS,
  }
  const answer = await site.connect(login, AbortSignal.timeout(CONTROL_TIMEOUT_MS))
  if (answer.ok || answer.reason !== 'host-key-unknown')
    throw new Error("The sandbox's site did not offer its key.")
  const now = clock.now()
  await database.tenant.upsert({ where: { id: tenantId }, create: { id: tenantId }, update: {} })
  await withTenant(database, tenantId, async (transaction) => {
    await transaction.connector.create({
      data: {
        id: connectorId,
        tenantId,
        typeId: 'wechat-archiver',
        name: `Connector ${connectorId.slice(0, 8)}`,
        state: 'active',
        termsVersion: '1',
        termsAcceptedAt: now,
        siteHost: login.host,
        sitePort: login.port,
        siteFolder: login.folder,
        siteUsername: login.username,
        siteHostKey: answer.offeredHostKey,
        siteCheckedAt: now,
        mappingConfirmedAt: now,
        importSince: new Date(0),
        finishedAt: now,
        createdById: 'installation',
        createdBy: 'Installation',
      },
    })
    await saveSiteCredential(transaction, secretBox, { tenantId, connectorId }, login.credential)
  })
  return connectorId
}
