-- With the tenant, which every query names: so the count reads the index alone.
DROP INDEX "item_waiting";
CREATE INDEX "item_waiting" ON "item" ("tenant_id", "connector_id", "id") WHERE "state" = 'quarantined' AND "repeat_of_id" IS NULL;
