import pg from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

/**
 * Makes a database and the role that owns it, where they are missing, and sets the role's password.
 * The owner may create roles, because migrating makes the app's role; it is no superuser.
 */
export async function ensureDatabase(
  adminUrl: string,
  wanted: { database: string; owner: string; password: string },
): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  await admin.connect()
  try {
    const owner = pg.escapeIdentifier(wanted.owner)
    const roles = await admin.query('select 1 from pg_roles where rolname = $1', [wanted.owner])
    const verb = roles.rowCount ? 'alter' : 'create'
    await admin.query(
      `${verb} role ${owner} login createdb createrole password ${pg.escapeLiteral(wanted.password)}`,
    )
    const databases = await admin.query('select 1 from pg_database where datname = $1', [wanted.database])
    if (!databases.rowCount) {
      await admin.query(`create database ${pg.escapeIdentifier(wanted.database)} owner ${owner}`)
    }
  } finally {
    await admin.end()
  }
  return withRole(adminUrl, wanted.owner, wanted.password, wanted.database)
}

/** The same server, as another role and perhaps for another database. */
export function withRole(url: string, role: string, password: string, database?: string): string {
  const changed = new URL(url)
  changed.username = encodeURIComponent(role)
  changed.password = encodeURIComponent(password)
  if (database !== undefined) changed.pathname = `/${encodeURIComponent(database)}`
  return changed.href
}
