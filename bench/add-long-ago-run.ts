import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/**
 * A run that ended days ago, with so many items of one participant each, delivered in turn to all mailboxes that are
 * known. Written past the engine, by the role that owns the tables.
 */
export async function addLongAgoRun(
  owner: pg.Client,
  run: { tenantId: string; connectorId: string; rows: number; daysAgo: number },
): Promise<string> {
  const runId = randomUUID()
  const given = [run.tenantId, run.connectorId, runId, run.daysAgo]
  await owner.query(
    `insert into run (id, tenant_id, connector_id, trigger, state, packages_taken, items_available, items_routed,
                      deliveries_available, imported, created_at, started_at, resolved_at, finished_at)
     select $3, $1, $2, 'manual', 'completed', 1, $5::int, $5, $5, $5, at, at, at + interval '1 minute', at + interval '5 minutes'
     from (select now() - make_interval(days => $4::int) as at) as long_ago`,
    [...given, run.rows],
  )
  const { rows: packages } = await owner.query<{ id: string }>(
    `insert into staged_package (tenant_id, connector_id, run_id, name, size_bytes, modified_at, sha256, blob_name, state, entry_count)
     values ($1, $2, $3::uuid, 'long-ago-' || $3::uuid || '.zip', 1, now() - make_interval(days => $4::int), sha256('long ago'),
             'long-ago-' || $3::uuid, 'recorded', $5::int)
     returning id`,
    [...given, run.rows],
  )
  await owner.query(
    `insert into item (tenant_id, connector_id, run_id, drive_run_id, package_id, entry_index, entry_name, entry_offset,
                       compressed_bytes, size_bytes, archive_message_id, message_id, content_sha256, kind, subject, sent_at, state)
     select $1, $2, $3, $3, $5::bigint, n - 1, n || '.eml', n, 1000, 10000, 'long-ago-' || n, '<long-ago-' || n || '@example>',
            sha256(n::text::bytea), 'chat', 'WeChat message ' || n, now() - make_interval(days => $4::int, secs => n), 'routed'
     from generate_series(1, $6::int) n`,
    [...given, packages[0]?.id, run.rows],
  )
  await owner.query(
    `insert into item_identity (connector_id, archive_message_id, content_sha256, tenant_id, item_id)
     select connector_id, archive_message_id, content_sha256, tenant_id, id from item where run_id = $1`,
    [runId],
  )
  await owner.query(
    `with places as (select array_agg(id order by id) as ids from mailbox)
     insert into participant (tenant_id, item_id, role, ordinal, display_name, address, phone, opaque_id, resolution, mailbox_id)
     select tenant_id, item.id, 'to', 0, 'Person', 'person@contoso.example', '', '', 'automatic',
            places.ids[1 + item.id % array_length(places.ids, 1)]
     from item, places where run_id = $1`,
    [runId],
  )
  await owner.query(
    `with places as (select array_agg(id order by id) as ids from mailbox)
     insert into delivery (tenant_id, connector_id, run_id, item_id, mailbox_id, state, attempts, finished_at, graph_message_id)
     select tenant_id, connector_id, run_id, item.id, places.ids[1 + item.id % array_length(places.ids, 1)], 'imported', 1,
            now() - make_interval(days => $2::int), repeat(md5(item.id::text), 4)
     from item, places where run_id = $1`,
    [runId, run.daysAgo],
  )
  await owner.query(
    'update run set newest_message_at = (select max(sent_at) from item where run_id = $1) where id = $1',
    [runId],
  )
  return runId
}

/** A million rows, each looked up in three other tables, take minutes. What comes after them is checked again. */
export async function dropForeignKeys(owner: pg.Client): Promise<() => Promise<void>> {
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
