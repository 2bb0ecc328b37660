-- Who a message was captured for, and how an item repeats another: a re-export of the same capture, or a sibling copy that was
-- captured for somebody else.
ALTER TABLE "connector" ADD COLUMN "keep_sibling_copies" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "connector" ADD COLUMN "over_limit" TEXT NOT NULL DEFAULT 'do-not-import';
ALTER TABLE "connector" ADD CONSTRAINT "connector_over_limit_known"
    CHECK ("over_limit" IN ('do-not-import', 'import-partially'));

ALTER TABLE "item" ADD COLUMN "capture_owner" TEXT NOT NULL DEFAULT '';
ALTER TABLE "item" ADD COLUMN "repeat_kind" TEXT;
UPDATE "item" SET "repeat_kind" = 're-export' WHERE "repeat_of_id" IS NOT NULL;
ALTER TABLE "item" ADD CONSTRAINT "item_repeat_has_its_kind"
    CHECK (("repeat_of_id" IS NULL) = ("repeat_kind" IS NULL) AND ("repeat_kind" IN ('re-export', 'sibling')));

-- The n-th capture of the same content for one owner pairs with the n-th of another: somebody who says "ok" twice within a second
-- said it twice, in every mailbox.
ALTER TABLE "item_identity" ADD COLUMN "capture_owner" TEXT NOT NULL DEFAULT '';
ALTER TABLE "item_identity" ADD COLUMN "occurrence" INTEGER NOT NULL DEFAULT 1;
CREATE INDEX "item_identity_connector_id_content_sha256_idx" ON "item_identity"("connector_id", "content_sha256");

-- The run that drives an item: the one that read it, until a re-drive takes it.
ALTER TABLE "item" ADD COLUMN "drive_run_id" UUID;
UPDATE "item" SET "drive_run_id" = "run_id";
ALTER TABLE "item" ALTER COLUMN "drive_run_id" SET NOT NULL;
ALTER TABLE "item" ADD CONSTRAINT "item_drive_run_id_fkey" FOREIGN KEY ("drive_run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "item_drive_run_id_state_idx" ON "item"("drive_run_id", "state");

-- Set while a re-drive has to read the message again, which it could not, or might not, be read from before.
ALTER TABLE "item" ADD COLUMN "to_be_read" BOOLEAN NOT NULL DEFAULT false;

-- What waits for a mapping, a limit or a person.
CREATE INDEX "item_quarantined" ON "item" ("connector_id", "reason") WHERE "state" = 'quarantined';

ALTER TABLE "run" DROP CONSTRAINT "run_trigger_known";
ALTER TABLE "run" ADD CONSTRAINT "run_trigger_known"
    CHECK ("trigger" IN ('schedule', 'manual', 'api', 'redrive'));
