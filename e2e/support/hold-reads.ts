import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { readDemo } from './demo.ts'

export type HeldReads = {
  /** Ends the statements that wait, as a lost connection would; what is read later is still held. */
  breakOff(): Promise<void>
  release(): Promise<void>
}

const END_WAITING = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where wait_event_type = 'Lock' and usename = current_user and pid <> pg_backend_pid()`
const TRY_AGAIN_MS = 100
const MOST_TRIES = 100

/** Lets every read of a table wait, as a slow database would, until it is released. Others are as quick as ever. */
export async function holdReads(table: 'run' | 'user_mapping_version'): Promise<HeldReads> {
  const client = new pg.Client({ connectionString: readDemo().databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(`lock table "${table}" in access exclusive mode`)
  return {
    async breakOff() {
      // A statement that is on its way does not wait yet.
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const { rowCount } = await client.query(END_WAITING)
        if (rowCount) return
        await wait(TRY_AGAIN_MS)
      }
      throw new Error('Nothing waits for the table.')
    },
    async release() {
      await client.query('rollback')
      await client.end()
    },
  }
}
