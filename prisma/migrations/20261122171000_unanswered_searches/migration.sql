-- People of a run for whom the directory gave no answer. Their items are taken again by the next run.
ALTER TABLE "run" ADD COLUMN "people_unanswered" INTEGER NOT NULL DEFAULT 0;

-- Few at any time, and asked for at the beginning of each run.
CREATE INDEX "participant_unanswered" ON "participant" ("item_id") WHERE "reason" = 'directory-unanswered';
