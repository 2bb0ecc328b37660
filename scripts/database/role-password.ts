import pg from 'pg'

const CONNECT_TIMEOUT_MS = 10_000
/** SQLSTATE class 28: invalid authorization. */
const REFUSED = ['28P01', '28000']

/** Makes the password in `appUrl` the role's own, unless it is already. */
export async function setRolePassword(ownerUrl: string, appUrl: string): Promise<void> {
  if (await canLogIn(appUrl)) return
  const { username, password } = new URL(appUrl)
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  await owner.connect()
  try {
    const role = pg.escapeIdentifier(decodeURIComponent(username))
    await owner.query(`alter role ${role} login password ${pg.escapeLiteral(decodeURIComponent(password))}`)
  } finally {
    await owner.end()
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code && REFUSED.includes(error.code)) return false
    throw error
  } finally {
    await client.end()
  }
}
