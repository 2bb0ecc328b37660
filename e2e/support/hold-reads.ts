import pg from 'pg'
import { readDemo } from './demo.ts'

export type HeldReads = {
  /** Ends the statements that wait, as a lost connection would; what is read later is still held. */
  breakOff(): Promise<void>
  release(): Promise<void>
}

/** Lets every read of a table wait, as a slow database would, until it is released. Others are as quick as ever. */
export async function holdReads(table: 'run' | 'user_mapping_version'): Promise<HeldReads> {
  const client = new pg.Client({ connectionString: readDemo().databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(`lock table "${table}" in access exclusive mode`)
  return {
    async breakOff() {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where wait_event_type = 'Lock' and usename = current_user and pid <> pg_backend_pid()`,
      )
    },
    async release() {
      await client.query('rollback')
      await client.end()
    },
  }
}
