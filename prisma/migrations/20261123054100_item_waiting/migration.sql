-- What waits in quarantine and is no repeat of another item: counted at the head of every page of a connector, and listed by key.
CREATE INDEX "item_waiting" ON "item" ("connector_id", "id") WHERE "state" = 'quarantined' AND "repeat_of_id" IS NULL;
