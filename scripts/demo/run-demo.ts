import { join } from 'node:path'
import { buildWebApp } from '../build/build-web-app.ts'
import type { Supervisor } from '../processes/supervisor.ts'
import { startAzurite } from '../storage/azurite.ts'
import { appEnvironment } from './app-environment.ts'
import type { DemoPaths } from './data-folder.ts'
import { describeFacts, gatherFacts, writeFacts } from './facts.ts'
import { readOrMakeSecrets } from './secrets.ts'
import type { DemoSettings } from './settings.ts'
import { startDatabase } from './start-database.ts'
import { startSandboxProcess } from './start-sandbox-process.ts'
import { startWeb } from './start-web.ts'
import { startWorker } from './start-worker.ts'

const CONNECT_TIMEOUT_MS = 60_000

/** Builds and starts everything, and says so when people can use it. */
export async function runDemo(
  settings: DemoSettings,
  paths: DemoPaths,
  supervisor: Supervisor,
): Promise<void> {
  const { projectDir, ports, dataDir } = settings
  const secrets = readOrMakeSecrets(paths.secrets)
  const appUrl = `http://localhost:${ports.app}`
  const say = (line: string) => process.stderr.write(`${line}\n`)

  say('Starting PostgreSQL, Azurite and the sandbox...')
  const [, database, storage, sandbox] = await Promise.all([
    buildWebApp(projectDir, supervisor.run, { onStart: () => say('Building the web app...') }),
    startDatabase(settings, paths, secrets, supervisor),
    startAzurite(
      {
        dataDir: paths.storage,
        logPath: join(paths.logs, 'azurite.log'),
        port: ports.storage,
        projectDir,
        accountKey: secrets.storageAccountKey,
      },
      supervisor.start,
    ),
    startSandboxProcess(settings, paths, appUrl, supervisor.start),
  ])

  say('Starting the web app and the worker...')
  const env = appEnvironment({
    appUrl,
    databaseUrl: database.appUrl,
    storageConnectionString: storage.connectionString,
    sandbox: sandbox.addresses,
    secrets,
    paths,
  })
  const worker = await startWorker(
    { projectDir, logPath: join(paths.logs, 'worker.log'), env },
    supervisor.start,
  )
  // One person looks at it: a second process would only take memory.
  const web = await startWeb(
    {
      projectDir,
      logPath: join(paths.logs, 'web.log'),
      port: ports.app,
      env: { ...env, WEB_PROCESSES: '1' },
    },
    supervisor.start,
  )
  if (settings.connected) {
    await supervisor.run(
      {
        name: 'Making the first connector',
        command: process.execPath,
        // It calls what the pages call, and those modules refuse to load anywhere but on a server.
        args: ['--conditions=react-server', join(projectDir, 'scripts/demo/connect.ts')],
        env,
        cwd: projectDir,
        logPath: join(paths.logs, 'connect.log'),
      },
      { timeoutMs: CONNECT_TIMEOUT_MS },
    )
  }

  const facts = gatherFacts({
    appUrl,
    sandbox: sandbox.addresses,
    dataDir,
    syncApiToken: secrets.syncApiToken,
    databaseUrl: database.appUrl,
    pids: {
      launcher: process.pid,
      ...(database.child ? { postgres: database.child.pid } : {}),
      azurite: storage.child.pid,
      sandbox: sandbox.child.pid,
      web: web.pid,
      worker: worker.pid,
    },
  })
  writeFacts(paths.facts, facts)
  process.stdout.write(describeFacts(facts, paths.facts))
}
