import pg from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * Removes this project's tables from a database of the user's own, for a demo that starts anew.
 *
 * @throws {NotOursError} when the database holds tables but no migration of ours: then nothing is removed.
 */
export async function emptyDatabase(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  await owner.connect()
  try {
    const { rows } = await owner.query<{
      tables: number
      migrations: string | null
      connectors: string | null
    }>(`
      select (select count(*)::int from pg_tables where schemaname = 'public') as tables,
             to_regclass('public._prisma_migrations')::text as migrations,
             to_regclass('public.connector_secret')::text as connectors`)
    const [found] = rows
    if (!found || found.tables === 0) return
    if (!found.migrations || !found.connectors) throw new NotOursError()
    await owner.query(
      'drop schema if exists pgboss cascade; drop schema public cascade; create schema public',
    )
  } finally {
    await owner.end()
  }
}

export class NotOursError extends Error {
  readonly code = 'database_not_ours'

  constructor() {
    super(
      'The database in DATABASE_URL holds tables of something else, so --reset removes nothing from it. Give the demo an empty database.',
    )
    this.name = 'NotOursError'
  }
}
