-- The Connectors tab counts them at each look: a handful among 200,000 rows.
CREATE INDEX "user_mapping_row_moved" ON "user_mapping_row" ("connector_id") WHERE "removed_in" IS NULL AND "moved_to" IS NOT NULL;
