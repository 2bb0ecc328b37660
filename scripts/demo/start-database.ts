import { join } from 'node:path'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import { emptyDatabase } from '../database/empty-database.ts'
import { ensureDatabase, withRole } from '../database/ensure-database.ts'
import { setRolePassword } from '../database/role-password.ts'
import type { RunningChild } from '../processes/child-process.ts'
import type { Supervisor } from '../processes/supervisor.ts'
import type { DemoPaths } from './data-folder.ts'
import type { DemoSecrets } from './secrets.ts'
import type { DemoSettings } from './settings.ts'

const DATABASE = 'archive'
const OWNER_ROLE = 'archive_owner'
const APP_ROLE = 'archive_app'
const MIGRATE_TIMEOUT_MS = 5 * 60_000

/** Starts or takes the user's database, migrates it, and returns what the app connects with. */
export async function startDatabase(
  settings: DemoSettings,
  paths: DemoPaths,
  secrets: DemoSecrets,
  supervisor: Supervisor,
): Promise<{ child: RunningChild | undefined; appUrl: string; ownerUrl: string }> {
  const { child, ownerUrl } = settings.databaseUrl
    ? await takeOwn(settings.databaseUrl, settings.reset)
    : await startEmbedded(settings, paths, secrets, supervisor)
  const appUrl = withRole(ownerUrl, APP_ROLE, secrets.databaseAppPassword)
  await supervisor.run(
    {
      name: 'The migration of the database',
      command: process.execPath,
      args: [join(settings.projectDir, 'scripts/db-migrate.ts')],
      env: { PATH: process.env.PATH, DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl },
      cwd: settings.projectDir,
      logPath: join(paths.logs, 'migrate.log'),
    },
    { timeoutMs: MIGRATE_TIMEOUT_MS },
  )
  // The role may be older than this demo's folder, with a password that went with an earlier one.
  await setRolePassword(ownerUrl, appUrl)
  return { child, appUrl, ownerUrl }
}

async function takeOwn(databaseUrl: string, reset: boolean) {
  if (reset) await emptyDatabase(databaseUrl)
  return { child: undefined, ownerUrl: databaseUrl }
}

async function startEmbedded(
  settings: DemoSettings,
  paths: DemoPaths,
  secrets: DemoSecrets,
  supervisor: Supervisor,
) {
  const { child, adminUrl } = await startEmbeddedPostgres(
    {
      dataDir: paths.postgres,
      logPath: join(paths.logs, 'postgres.log'),
      port: settings.ports.database,
      password: secrets.databaseAdminPassword,
      durable: true,
    },
    supervisor.start,
  )
  const ownerUrl = await ensureDatabase(adminUrl, {
    database: DATABASE,
    owner: OWNER_ROLE,
    password: secrets.databaseOwnerPassword,
  })
  return { child, ownerUrl }
}
