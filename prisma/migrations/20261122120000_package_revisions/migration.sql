-- The same name with new bytes is a new revision, and both are kept.
ALTER TABLE "staged_package" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1;

UPDATE "staged_package" SET "revision" = numbered.revision
FROM (SELECT "id", row_number() OVER (PARTITION BY "connector_id", "name" ORDER BY "id")::int AS revision
      FROM "staged_package") AS numbered
WHERE "staged_package"."id" = numbered."id" AND numbered.revision > 1;

CREATE UNIQUE INDEX "staged_package_connector_id_name_revision_key" ON "staged_package"("connector_id", "name", "revision");

-- A refused package is kept as evidence, and says why it was refused.
ALTER TABLE "staged_package" ADD CONSTRAINT "staged_package_refused_for_a_reason"
    CHECK (("state" = 'refused') = ("refusal" IS NOT NULL));
