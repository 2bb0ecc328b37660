-- A version used to own a copy of all its rows. A person who adds one row to a mapping of 100,000 would store 100,000 again: a
-- row now lives from one version to another, and a version is the rows that lived in it.
ALTER TABLE "connector"
  ADD COLUMN "mapping_precedence" TEXT NOT NULL DEFAULT 'custom-first',
  ADD COLUMN "default_country" TEXT;
ALTER TABLE "connector" ADD CONSTRAINT "connector_mapping_precedence_check"
  CHECK ("mapping_precedence" IN ('custom-first', 'custom-only-if-listed'));
ALTER TABLE "connector" ADD CONSTRAINT "connector_default_country_check" CHECK ("default_country" ~ '^[A-Z]{2}$');

ALTER TABLE "user_mapping_version"
  ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'upload-replace',
  ADD COLUMN "added" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "changed" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "removed" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "rolled_back_to" INTEGER;
ALTER TABLE "user_mapping_version" ADD CONSTRAINT "user_mapping_version_origin_check"
  CHECK ("origin" IN ('upload-replace', 'upload-merge', 'edit', 'roll-back', 'removal'));
ALTER TABLE "user_mapping_version" ADD CONSTRAINT "user_mapping_version_roll_back_check"
  CHECK (("origin" = 'roll-back') = ("rolled_back_to" IS NOT NULL));

ALTER TABLE "user_mapping_row" RENAME TO "user_mapping_row_by_version";
ALTER TABLE "user_mapping_row_by_version" RENAME CONSTRAINT "user_mapping_row_pkey" TO "user_mapping_row_by_version_pkey";
CREATE TABLE "user_mapping_row" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "raw_id" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "line" INTEGER,
    "valid_from" DATE,
    "valid_to" DATE,
    "added_in" INTEGER NOT NULL,
    "removed_in" INTEGER,
    "object_id" TEXT,
    "display_name" TEXT,
    "directory_status" TEXT,
    "moved_to" TEXT,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_mapping_row_pkey" PRIMARY KEY ("id")
);
INSERT INTO "user_mapping_row" ("tenant_id", "connector_id", "external_id", "raw_id", "mailbox", "line", "added_in", "removed_in")
SELECT r."tenant_id", v."connector_id", r."external_id", r."raw_id", r."mailbox", r."line", v."number", v."next"
FROM "user_mapping_row_by_version" r
JOIN (
  SELECT "id", "connector_id", "number", lead("number") OVER (PARTITION BY "connector_id" ORDER BY "number") AS "next"
  FROM "user_mapping_version") v ON v."id" = r."mapping_id";
DROP TABLE "user_mapping_row_by_version";

ALTER TABLE "user_mapping_row" ADD CONSTRAINT "user_mapping_row_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "user_mapping_row" ADD CONSTRAINT "user_mapping_row_dates_check" CHECK ("valid_from" <= "valid_to");
ALTER TABLE "user_mapping_row" ADD CONSTRAINT "user_mapping_row_life_check" CHECK ("removed_in" > "added_in");
-- One number for two mailboxes on one day is refused by the code that reads a file. What the database can refuse cheaply is the
-- plain case: two rows of one id that begin together.
CREATE UNIQUE INDEX "user_mapping_row_in_force_key" ON "user_mapping_row"("connector_id", "external_id", "valid_from") NULLS NOT DISTINCT WHERE "removed_in" IS NULL;
CREATE INDEX "user_mapping_row_connector_id_removed_in_idx" ON "user_mapping_row"("connector_id", "removed_in");

-- A file that somebody uploaded and has not confirmed. Gone after a day.
CREATE TABLE "mapping_upload" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "file_name" TEXT,
    "size_bytes" BIGINT NOT NULL DEFAULT 0,
    "sha256" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'receiving',
    "encoding" TEXT,
    "encoding_found" TEXT,
    "separator" TEXT,
    "separator_found" TEXT,
    "default_country" TEXT,
    "header" JSONB,
    "columns" JSONB,
    "fault_code" TEXT,
    "fault_line" INTEGER,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "valid_count" INTEGER NOT NULL DEFAULT 0,
    "warning_count" INTEGER NOT NULL DEFAULT 0,
    "error_count" INTEGER NOT NULL DEFAULT 0,
    "repeated_count" INTEGER NOT NULL DEFAULT 0,
    "check_state" TEXT NOT NULL DEFAULT 'none',
    "checked_count" INTEGER NOT NULL DEFAULT 0,
    "check_error" TEXT,
    "created_by_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mapping_upload_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "mapping_upload" ADD CONSTRAINT "mapping_upload_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "mapping_upload" ADD CONSTRAINT "mapping_upload_state_check"
  CHECK ("state" IN ('receiving', 'reading', 'ready', 'unreadable'));
ALTER TABLE "mapping_upload" ADD CONSTRAINT "mapping_upload_fault_check" CHECK (("state" = 'unreadable') = ("fault_code" IS NOT NULL));
ALTER TABLE "mapping_upload" ADD CONSTRAINT "mapping_upload_check_state_check"
  CHECK ("check_state" IN ('none', 'waiting', 'checking', 'done', 'failed'));
CREATE INDEX "mapping_upload_connector_id_created_by_id_idx" ON "mapping_upload"("connector_id", "created_by_id");
CREATE INDEX "mapping_upload_expires_at_idx" ON "mapping_upload"("expires_at");

-- The file as it came, in pieces: it is read again when a person picks another encoding.
CREATE TABLE "mapping_upload_chunk" (
    "upload_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "mapping_upload_chunk_pkey" PRIMARY KEY ("upload_id","ordinal")
);
ALTER TABLE "mapping_upload_chunk" ADD CONSTRAINT "mapping_upload_chunk_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "mapping_upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "mapping_upload_row" (
    "upload_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "raw_id" TEXT NOT NULL,
    "raw_mailbox" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,
    "severity" TEXT NOT NULL,
    "codes" TEXT[] NOT NULL,
    "other_line" INTEGER,
    "country" TEXT,
    "object_id" TEXT,
    "display_name" TEXT,
    "directory_status" TEXT,

    CONSTRAINT "mapping_upload_row_pkey" PRIMARY KEY ("upload_id","ordinal")
);
ALTER TABLE "mapping_upload_row" ADD CONSTRAINT "mapping_upload_row_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "mapping_upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "mapping_upload_row" ADD CONSTRAINT "mapping_upload_row_severity_check"
  CHECK ("severity" IN ('valid', 'warning', 'error', 'repeated'));
