import pg from 'pg'
import { readDemo } from './demo.ts'

/** Reads rows of the demo's database: what no page shows, and a test must not take a page's word for. */
export async function queryDatabase(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: readDemo().databaseUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
