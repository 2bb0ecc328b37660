import { z } from 'zod'
import type { World } from './open-world.ts'
import type { Site } from './read-site.ts'

const itemRow = z.object({ sha256: z.string(), entry_name: z.string(), state: z.string(), rows: z.number() })
const bookRow = z.object({ what: z.string(), id: z.string() })

/** Item states that are outcomes. */
const OUTCOMES = new Set(['routed', 'quarantined', 'system-event', 'before-start'])

/**
 * Reads the ledger with SQL of its own. @returns what does not add up: entries without an item or with two, items and
 * deliveries without an outcome, other than `messages` in the mailboxes, runs whose counts are not their rows, books that do not balance.
 */
export async function checkLedger(
  { ledger }: World,
  connectorId: string,
  site: Site,
  messages: number,
): Promise<string[]> {
  const findings: string[] = []
  const items = z.array(itemRow).parse(
    (
      await ledger.query(
        `select encode(p.sha256, 'hex') as sha256, i.entry_name, min(i.state) as state, count(*)::int as rows
         from item i join staged_package p on p.id = i.package_id
         where i.connector_id = $1 group by 1, 2`,
        [connectorId],
      )
    ).rows,
  )
  const byEntry = new Map(items.map((item) => [`${item.sha256} ${item.entry_name}`, item]))
  for (const { entries, name, sha256 } of site.packages) {
    for (const entry of entries) {
      const item = byEntry.get(`${sha256} ${entry.name}`)
      if (!item) findings.push(`ledger: no item for ${entry.name} of ${name}`)
      else if (item.rows > 1) findings.push(`ledger: ${item.rows} items for ${entry.name} of ${name}`)
      else if (!OUTCOMES.has(item.state)) findings.push(`ledger: ${entry.name} of ${name} is ${item.state}`)
      else if ((item.state === 'system-event') !== (entry.truth.outcome.class === 'system-event'))
        findings.push(`ledger: ${entry.name} of ${name}, a ${entry.truth.kind}, is ${item.state}`)
    }
  }
  const { rows: delivered } = await ledger.query(DELIVERED, [connectorId])
  const { count } = z.object({ count: z.number() }).parse(delivered[0])
  if (count !== messages)
    findings.push(`ledger: ${count} imported, and ${messages} messages in the mailboxes`)
  const { rows } = await ledger.query(BOOKS, [connectorId])
  for (const { what, id } of z.array(bookRow).parse(rows)) findings.push(`ledger: ${what} (${id})`)
  return findings
}

const DELIVERED = `
  select count(*)::int as count from delivery
  where connector_id = $1 and state in ('imported', 'partially-imported')`

/** Written from the design, not from the product's own tally. */
const BOOKS = `
  select 'a delivery without an outcome' as what, id::text from delivery
  where connector_id = $1 and state not in ('imported', 'partially-imported', 'skipped', 'failed')
  union all
  select 'a delivery that is ' || d.state || ' for ' || coalesce(d.reason, 'no reason'), d.id::text
  from delivery d where d.connector_id = $1 and d.state in ('failed', 'partially-imported')
    and coalesce(d.reason, '') not like 'mailbox-%'
  union all
  select 'a package of ' || p.entry_count || ' entries with ' || count(i.id) || ' items', p.id::text
  from staged_package p left join item i on i.package_id = p.id
  where p.connector_id = $1 and p.state = 'recorded' group by p.id having count(i.id) <> p.entry_count
  union all
  select 'a run that is ' || state, id::text from run
  where connector_id = $1 and state not in ('completed', 'completed-with-problems', 'failed', 'cancelled')
  union all
  select 'the book of items does not balance', id::text from run
  where connector_id = $1 and state <> 'failed'
    and items_available <> items_routed + items_quarantined + items_system_events + items_before_start
  union all
  select 'the book of deliveries does not balance', id::text from run
  where connector_id = $1 and state <> 'failed'
    and deliveries_available <> imported + partially_imported + skipped + failed + pending
  union all
  select 'a run that counts other items than its rows', r.id::text from run r
  where r.connector_id = $1 and r.state <> 'failed'
    and r.items_available <> (select count(*) from item i where i.drive_run_id = r.id)
  union all
  select 'a run that counts other deliveries than its rows', r.id::text from run r
  where r.connector_id = $1 and r.state <> 'failed'
    and (r.deliveries_available, r.imported, r.skipped, r.failed, r.partially_imported) <> (
      select count(*), count(*) filter (where state = 'imported'), count(*) filter (where state = 'skipped'),
             count(*) filter (where state = 'failed'), count(*) filter (where state = 'partially-imported')
      from delivery d where d.run_id = r.id)
  union all
  select 'a run that names another newest message than its rows', r.id::text from run r
  where r.connector_id = $1 and r.finished_at is not null and r.newest_message_at is distinct from (
    select max(i.sent_at) from delivery d join item i on i.id = d.item_id
    where d.run_id = r.id and d.state in ('imported', 'partially-imported') and i.sent_at <= d.finished_at)`
