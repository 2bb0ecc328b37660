import type pg from 'pg'
import { z } from 'zod'

/**
 * Lets the database note, in an order that its own row locks give, who claims a mailbox and who writes its deliveries.
 * Workers are told apart by the `application_name` of their connections.
 *
 * @param isFenceless the sabotage: no claim raises a fence any more, so that none that was lost is recognized.
 */
export async function watchWriters(ledger: pg.Pool, isFenceless: boolean): Promise<void> {
  await ledger.query(WATCH)
  if (isFenceless) await ledger.query(WITHOUT_FENCES)
}

const strayRow = z.object({ writer: z.string(), owner: z.string(), writes: z.number(), mailbox: z.string() })

/** @returns every worker that wrote a mailbox's deliveries after another had claimed the mailbox. */
export async function findStrayWriters(ledger: pg.Pool, connectorId: string): Promise<string[]> {
  const { rows } = await ledger.query(STRAY, [connectorId])
  return z
    .array(strayRow)
    .parse(rows)
    .map(
      ({ writer, owner, writes, mailbox }) =>
        `old worker writing: ${writer} wrote ${writes} deliveries of ${mailbox} after ${owner} had claimed it`,
    )
}

const WATCH = `
  create schema chaos;
  create table chaos.writing (
    id bigserial primary key, what text not null, mailbox_id bigint not null, connector_id uuid,
    worker text not null default current_setting('application_name'), at timestamptz not null default clock_timestamp());
  create function chaos.note_claim() returns trigger language plpgsql security definer as $$
    begin
      insert into chaos.writing (what, mailbox_id) values ('claim', new.id);
      return null;
    end $$;
  create function chaos.note_write() returns trigger language plpgsql security definer as $$
    begin
      insert into chaos.writing (what, mailbox_id, connector_id) values ('write', new.mailbox_id, new.connector_id);
      return null;
    end $$;
  create trigger chaos_claim after update of fence on mailbox for each row execute function chaos.note_claim();
  create trigger chaos_write after update of state, attempted_at on delivery
    for each row execute function chaos.note_write();`

const WITHOUT_FENCES = `
  create function chaos.keep_fence() returns trigger language plpgsql as $$
    begin
      new.fence := old.fence;
      return new;
    end $$;
  create trigger chaos_no_fence before update of fence on mailbox for each row execute function chaos.keep_fence();`

const STRAY = `
  select w.worker as writer, c.worker as owner, count(*)::int as writes, m.address as mailbox
  from chaos.writing w
    join lateral (select worker from chaos.writing claim
                  where claim.what = 'claim' and claim.mailbox_id = w.mailbox_id and claim.id < w.id
                  order by claim.id desc limit 1) c on true
    join mailbox m on m.id = w.mailbox_id
  where w.what = 'write' and w.connector_id = $1 and w.worker <> c.worker
  group by 1, 2, 4`
