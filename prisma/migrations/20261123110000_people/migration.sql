-- Where the newest message of an archived person went: the list of people must not search a million items for it.
ALTER TABLE "capture_days" ADD COLUMN "mailbox_id" BIGINT, ADD COLUMN "resolution" TEXT, ADD COLUMN "reason" TEXT;
ALTER TABLE "capture_days" ADD CONSTRAINT "capture_days_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Somebody's silence is known about: pages and alerts say nothing of it up to a date.
CREATE TABLE "muted_silence" (
    "connector_id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "until" DATE NOT NULL,
    "muted_by_id" TEXT NOT NULL,
    "muted_by" TEXT NOT NULL,
    "muted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "muted_silence_pkey" PRIMARY KEY ("connector_id","owner")
);
ALTER TABLE "muted_silence" ADD CONSTRAINT "muted_silence_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "muted_silence" ADD CONSTRAINT "muted_silence_reason_check" CHECK ("reason" <> '');
ALTER TABLE "muted_silence" ADD CONSTRAINT "muted_silence_owner_check" CHECK ("owner" <> '');
