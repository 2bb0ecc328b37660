-- The mailbox that gets what would wait in quarantine only because its person's mailbox is inactive. Null: nobody's, as ever.
ALTER TABLE "connector" ADD COLUMN "designated_object_id" TEXT;
ALTER TABLE "connector" ADD COLUMN "designated_address" TEXT;
ALTER TABLE "connector" ADD COLUMN "designated_name" TEXT;
ALTER TABLE "connector" ADD CONSTRAINT "connector_designated_whole"
    CHECK (("designated_object_id" IS NULL) = ("designated_address" IS NULL)
       AND ("designated_object_id" IS NULL) = ("designated_name" IS NULL));

ALTER TABLE "participant" DROP CONSTRAINT "participant_resolution_known";
ALTER TABLE "participant" ADD CONSTRAINT "participant_resolution_known"
    CHECK ("resolution" IN ('custom', 'automatic', 'designated-mailbox', 'unresolved'));
ALTER TABLE "participant" DROP CONSTRAINT "participant_mailbox_when_resolved";
ALTER TABLE "participant" ADD CONSTRAINT "participant_mailbox_when_resolved"
    CHECK (("resolution" IN ('custom', 'automatic', 'designated-mailbox')) = ("mailbox_id" IS NOT NULL));
-- Nobody's messages are sent there for another reason.
ALTER TABLE "participant" ADD CONSTRAINT "participant_designated_when_inactive"
    CHECK ("resolution" <> 'designated-mailbox' OR "reason" = 'mailbox-inactive');
