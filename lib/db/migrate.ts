import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { installJobSchema } from './job-schema.ts'
import { limitConnection, MIGRATION_TIMEOUT_MS } from './limit-connection.ts'
import { startSchemaEngine } from './schema-engine.ts'

const PRISMA_DIRECTORY = join(import.meta.dirname, '../../prisma')
/** Two migrations at once wait for each other here; the number is arbitrary and ours. */
const MIGRATION_LOCK = 4_011_977

export type MigrationOutcome = { appliedMigrations: string[]; appRole: string }

/**
 * Brings a database to the schema of this build: tables, job queue, the app's role and its grants.
 * Safe to repeat and to run twice at the same time. Workers and web processes never migrate.
 *
 * @param ownerUrl the role that owns the schema; it may create roles, or the app's role exists already.
 * @param appUrl the role of the running app: it owns nothing, so row-level security can bind it.
 * @throws {MigrationError} when the roles are the same, or a migration fails.
 */
export async function migrate(options: { ownerUrl: string; appUrl: string }): Promise<MigrationOutcome> {
  const app = roleOf(options.appUrl)
  if (app.name === roleOf(options.ownerUrl).name) {
    throw new MigrationError(
      'app_role_is_owner',
      `DATABASE_URL and DATABASE_OWNER_URL both name the role "${app.name}". The app's role must not own the tables.`,
    )
  }
  const owner = new pg.Client(limitConnection(options.ownerUrl, MIGRATION_TIMEOUT_MS))
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const appliedMigrations = await applyPrismaMigrations(options.ownerUrl)
    await installJobSchema(options.ownerUrl)
    await ensureRole(owner, app)
    await grant(owner, app.name)
    return { appliedMigrations, appRole: app.name }
  } finally {
    await owner.end()
  }
}

export class MigrationError extends Error {
  readonly code: 'app_role_is_owner' | 'app_role_missing'

  constructor(code: MigrationError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MigrationError'
    this.code = code
  }
}

async function applyPrismaMigrations(ownerUrl: string): Promise<string[]> {
  const schema = await readFile(join(PRISMA_DIRECTORY, 'schema.prisma'), 'utf8')
  const engine = await startSchemaEngine({ url: ownerUrl, schema })
  const applied = await engine.applyMigrations({
    migrationsList: await readMigrations(join(PRISMA_DIRECTORY, 'migrations')),
    filters: { externalTables: [], externalEnums: [] },
  })
  return applied.appliedMigrationNames
}

async function readMigrations(baseDir: string) {
  const entries = await readdir(baseDir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  )
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8'),
  }
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories }
}

type Role = { name: string; password: string }

function roleOf(url: string): Role {
  const parsed = new URL(url)
  return { name: decodeURIComponent(parsed.username), password: decodeURIComponent(parsed.password) }
}

async function ensureRole(owner: pg.Client, role: Role): Promise<void> {
  const found = await owner.query('select 1 from pg_roles where rolname = $1', [role.name])
  if (found.rowCount) return
  const name = pg.escapeIdentifier(role.name)
  try {
    await owner.query(`create role ${name} login password ${pg.escapeLiteral(role.password)}`)
  } catch (cause) {
    throw new MigrationError(
      'app_role_missing',
      `The role "${role.name}" of DATABASE_URL does not exist, and the owner may not create it. Create it with LOGIN.`,
      { cause },
    )
  }
}

/** The audit trail can be added to and read, never changed: not even by a bug in the app. */
async function grant(owner: pg.Client, roleName: string): Promise<void> {
  const role = pg.escapeIdentifier(roleName)
  await owner.query(`
    grant usage on schema public, pgboss to ${role};
    grant select, insert, update, delete on all tables in schema public, pgboss to ${role};
    grant usage, select on all sequences in schema public, pgboss to ${role};
    grant execute on all functions in schema public, pgboss to ${role};
    revoke all on table public._prisma_migrations from ${role};
    revoke update, delete on table public.audit_event from ${role};
    revoke delete on table public.item, public.item_identity, public.delivery, public.participant,
      public.staged_package, public.run from ${role};
  `)
}
