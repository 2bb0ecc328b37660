-- What somebody has written beside something that waits in quarantine. It delivers and deletes nothing, and what was written stays.
CREATE TABLE "quarantine_acknowledgement" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "acknowledged_by_id" TEXT NOT NULL,
    "acknowledged_by" TEXT NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quarantine_acknowledgement_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "quarantine_acknowledgement" ADD CONSTRAINT "quarantine_acknowledgement_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "quarantine_acknowledgement" ADD CONSTRAINT "quarantine_acknowledgement_note_check" CHECK ("note" <> '');
CREATE INDEX "quarantine_acknowledgement_connector_id_subject_id_idx" ON "quarantine_acknowledgement"("connector_id", "subject", "id" DESC);
