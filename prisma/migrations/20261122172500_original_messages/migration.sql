-- The message that a recalled or edited one is about: as its text names it, and the item that has this id, once there is one.
ALTER TABLE "item" ADD COLUMN "original_archive_message_id" TEXT;
ALTER TABLE "item" ADD COLUMN "original_id" BIGINT;

-- What is still to be linked: few at any time, looked through by each run.
CREATE INDEX "item_original_not_linked" ON "item" ("connector_id")
    WHERE "original_archive_message_id" IS NOT NULL AND "original_id" IS NULL;
