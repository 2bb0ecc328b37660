-- How many wait, of a connector by reason and of a run, is on many pages. All that is asked is in the index: with 100,000 that wait
-- it was 46 and 112 ms.
DROP INDEX "item_quarantined";
CREATE INDEX "item_quarantined" ON "item" ("tenant_id", "connector_id", "run_id", "reason") WHERE "state" = 'quarantined' AND "repeat_of_id" IS NULL;
