-- The Connectors tab asks each time which connectors have a message twice somewhere. Without it fifty runs of each are looked up: 9 ms
-- with 200 connectors that never had one.
create index run_check_with_doubles on run_check (tenant_id, run_id) where doubles > 0;

-- What a run did not import is on the page of each run: few rows among many, each of which the index by state has to look up in the table.
-- All that the page wants to know of them is in this one.
create index delivery_not_imported on delivery (run_id, state, reason, mailbox_id, item_id) include (tenant_id)
  where state in ('partially-imported', 'skipped', 'failed');
