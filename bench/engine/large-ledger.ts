import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Figure } from '#scripts/bench.ts'
import type { Installation } from '#scripts/installation/start-installation.ts'
import type { RunningChild } from '#scripts/processes/child-process.ts'
import { roundFigure } from '../round-figure.ts'
import type { EngineBench } from './figures.ts'
import { cpuMsOf } from './process-usage.ts'
import { addPeople, requireAll, runLoad } from './run-load.ts'

const MAILBOXES = 50
const MESSAGE_BYTES = 10_000

type Side = { installation: Installation; worker: RunningChild; connectorId: string }

/** CPU of worker and Postgres for the same messages, with a million deliveries in the ledger and without, in turns. */
export async function measureLargeLedger(engine: EngineBench): Promise<Record<string, Figure>> {
  const { quick } = engine
  const messagesEach = quick ? 20 : 40
  const other = await engine.startOther()
  const small = await openSide(engine.installation, await engine.freshWorker(), messagesEach)
  const large = await openSide(other.installation, other.worker, messagesEach)
  await fillLedger(large, quick ? 50_000 : 1_000_000)
  const ratios: number[] = []
  for (let pair = 0; pair < (quick ? 1 : 5); pair += 1) {
    const without = await cpuOf(small, 810 + pair, messagesEach)
    ratios.push((await cpuOf(large, 810 + pair, messagesEach)) / without)
  }
  await other.stop()
  return { largeLedgerCostRatio: roundFigure(ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? Number.NaN) }
}

/** The first messages of a process are compiled as they come. */
async function openSide(
  installation: Installation,
  worker: RunningChild,
  messagesEach: number,
): Promise<Side> {
  await addPeople(installation, MAILBOXES)
  const side = { installation, worker, connectorId: await installation.addConnector() }
  for (const seed of [801, 802]) await cpuOf(side, seed, messagesEach)
  return side
}

async function cpuOf(
  { installation, worker, connectorId }: Side,
  seed: number,
  messagesEach: number,
): Promise<number> {
  const { postgres } = installation.children
  const cpuNow = () => cpuMsOf(worker.pid) + (postgres ? cpuMsOf(postgres.pid, { withChildren: true }) : 0)
  const load = { name: 'ledger', mailboxes: MAILBOXES, messagesEach, messageBytes: MESSAGE_BYTES, seed }
  const before = cpuNow()
  const result = await runLoad(installation, load, { connectorId })
  requireAll(result, MAILBOXES * messagesEach)
  return cpuNow() - before
}

/** A run of long ago, whose messages went to the same mailboxes. */
async function fillLedger({ installation, connectorId }: Side, rows: number): Promise<void> {
  const owner = new pg.Client({ connectionString: installation.ownerUrl })
  await owner.connect()
  const restoreForeignKeys = await dropForeignKeys(owner)
  const given = [installation.tenantId, connectorId, randomUUID()]
  await owner.query(
    `insert into run (id, tenant_id, connector_id, trigger, state, created_at, resolved_at, finished_at)
     values ($3, $1, $2, 'manual', 'completed', now() - interval '9 days', now() - interval '9 days', now() - interval '9 days')`,
    given,
  )
  const { rows: packages } = await owner.query<{ id: string }>(
    `insert into staged_package (tenant_id, connector_id, run_id, name, size_bytes, modified_at, sha256, blob_name, state)
     values ($1, $2, $3, 'long-ago.zip', 1, now() - interval '9 days', sha256('long ago'), 'long-ago', 'recorded')
     returning id`,
    given,
  )
  await owner.query(
    `insert into item (tenant_id, connector_id, run_id, drive_run_id, package_id, entry_index, entry_name, entry_offset,
                       compressed_bytes, size_bytes, archive_message_id, message_id, content_sha256, kind, subject, sent_at, state)
     select $1, $2, $3, $3, $4::bigint, n, n || '.eml', n, 1000, 10000, 'long-ago-' || n, '<long-ago-' || n || '@example>',
            sha256(n::text::bytea), 'chat', 'WeChat message', now() - interval '9 days', 'routed'
     from generate_series(1, $5::int) n`,
    [...given, packages[0]?.id, rows],
  )
  await owner.query(
    `insert into item_identity (connector_id, archive_message_id, content_sha256, tenant_id, item_id)
     select connector_id, archive_message_id, content_sha256, tenant_id, id from item where run_id = $1`,
    given.slice(2),
  )
  await owner.query(
    `with places as (select array_agg(id order by id) as ids from mailbox)
     insert into participant (tenant_id, item_id, role, ordinal, display_name, address, phone, opaque_id, resolution, mailbox_id)
     select tenant_id, item.id, 'to', 0, 'Person', 'person@contoso.example', '', '', 'automatic',
            places.ids[1 + item.id % array_length(places.ids, 1)]
     from item, places where run_id = $1`,
    given.slice(2),
  )
  await owner.query(
    `with places as (select array_agg(id order by id) as ids from mailbox)
     insert into delivery (tenant_id, connector_id, run_id, item_id, mailbox_id, state, attempts, finished_at, graph_message_id)
     select tenant_id, connector_id, run_id, item.id, places.ids[1 + item.id % array_length(places.ids, 1)], 'imported', 1,
            now() - interval '9 days', repeat(md5(item.id::text), 4)
     from item, places where run_id = $1`,
    given.slice(2),
  )
  await restoreForeignKeys()
  await owner.query('vacuum analyze')
  await owner.end()
}

/** A million rows, each looked up in three other tables, take minutes. What comes after them is checked again. */
async function dropForeignKeys(owner: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await owner.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype = 'f' and conrelid in ('item'::regclass, 'participant'::regclass, 'delivery'::regclass)`,
  )
  for (const { table, name } of rows) await owner.query(`alter table ${table} drop constraint ${name}`)
  return async () => {
    for (const { table, name, definition } of rows)
      await owner.query(`alter table ${table} add constraint ${name} ${definition} not valid`)
  }
}
