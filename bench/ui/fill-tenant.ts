import pg from 'pg'
import { addLongAgoRun, dropForeignKeys } from '../add-long-ago-run.ts'

export type FilledTenant = { connectorId: string; runId: string }

const MAILBOXES = 1_000
const RUNS_BEFORE = 30
/** One delivery in so many of the large run was refused: its report has something to group and to list. */
const FAILED_ONE_IN = 100

/**
 * Many connectors with a month of runs each, and a ledger of which one run has half: what an installation of some years
 * looks like. Written past the engine.
 * @returns the large run, and its connector
 */
export async function fillTenant(
  ownerUrl: string,
  tenant: { tenantId: string; connectorId: string; connectors: number; items: number },
): Promise<FilledTenant> {
  const { tenantId, connectorId } = tenant
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const connectorIds = [connectorId, ...(await copyConnector(owner, connectorId, tenant.connectors - 1))]
    await owner.query(
      `insert into mailbox (tenant_id, object_id, address, display_name)
       select $1, gen_random_uuid()::text, 'person' || n || '@contoso.example', 'Person ' || n
       from generate_series(1, $2::int) n`,
      [tenantId, MAILBOXES],
    )
    await addEmptyRuns(owner, tenantId, connectorIds)
    const restoreForeignKeys = await dropForeignKeys(owner)
    const [, ...others] = connectorIds
    const largeRows = Math.ceil(tenant.items / 2)
    const rows = Math.ceil((tenant.items - largeRows) / others.length)
    for (const id of others) await addLongAgoRun(owner, { tenantId, connectorId: id, rows, daysAgo: 0 })
    const runId = await addLongAgoRun(owner, { tenantId, connectorId, rows: largeRows, daysAgo: 0 })
    await failSome(owner, runId)
    await restoreForeignKeys()
    await owner.query('vacuum analyze')
    return { connectorId, runId }
  } finally {
    await owner.end()
  }
}

async function copyConnector(owner: pg.Client, connectorId: string, copies: number): Promise<string[]> {
  const { rows: columns } = await owner.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'public' and table_name = 'connector' and column_name not in ('id', 'name')`,
  )
  const names = columns.map(({ name }) => name).join(', ')
  const { rows } = await owner.query<{ id: string }>(
    `insert into connector (id, name, ${names})
     select gen_random_uuid(), name || ' ' || n, ${names} from connector, generate_series(1, $2::int) n
     where id = $1 returning id`,
    [connectorId, copies],
  )
  return rows.map(({ id }) => id)
}

/** A run a day: nothing came. */
async function addEmptyRuns(owner: pg.Client, tenantId: string, connectorIds: string[]): Promise<void> {
  await owner.query(
    `insert into run (id, tenant_id, connector_id, trigger, local_date, state, created_at, started_at, resolved_at, finished_at)
     select gen_random_uuid(), $1, connector_id, 'schedule', at::date, 'completed', at, at, at, at
     from unnest($2::uuid[]) as connector_id, generate_series(1, $3::int) as days_ago,
          lateral (select now() - make_interval(days => days_ago) as at) as day`,
    [tenantId, connectorIds, RUNS_BEFORE],
  )
}

async function failSome(owner: pg.Client, runId: string): Promise<void> {
  const { rowCount } = await owner.query(
    `update delivery set state = 'failed', reason = 'ErrorQuotaExceeded', graph_message_id = null
     where run_id = $1 and item_id % $2 = 0`,
    [runId, FAILED_ONE_IN],
  )
  await owner.query(
    `update run set state = 'completed-with-problems', failed = $2, imported = imported - $2 where id = $1`,
    [runId, rowCount],
  )
}
