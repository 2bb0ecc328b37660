-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connector" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "type_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "terms_version" TEXT,
    "terms_accepted_at" TIMESTAMPTZ(3),
    "terms_accepted_by_id" TEXT,
    "terms_accepted_by" TEXT,
    "site_host" TEXT,
    "site_port" INTEGER,
    "site_folder" TEXT,
    "site_username" TEXT,
    "site_host_key" TEXT,
    "site_checked_at" TIMESTAMPTZ(3),
    "automatic_mapping" BOOLEAN NOT NULL DEFAULT true,
    "mapping_confirmed_at" TIMESTAMPTZ(3),
    "import_since" TIMESTAMPTZ(3),
    "schedule_time" TEXT NOT NULL DEFAULT '08:00',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "item_limit_bytes" INTEGER NOT NULL DEFAULT 10485760,
    "created_by_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "connector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connector_secret" (
    "connector_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "iv" BYTEA NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connector_secret_pkey" PRIMARY KEY ("connector_id","field")
);

-- CreateTable
CREATE TABLE "user_mapping_version" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "file_name" TEXT,
    "file_sha256" BYTEA,
    "row_count" INTEGER NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_mapping_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_mapping_row" (
    "mapping_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "raw_id" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "user_mapping_row_pkey" PRIMARY KEY ("mapping_id","external_id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "local_date" DATE,
    "requested_by_id" TEXT,
    "requested_by" TEXT,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "error_code" TEXT,
    "error_detail" TEXT,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "packages_taken" INTEGER NOT NULL DEFAULT 0,
    "packages_refused" INTEGER NOT NULL DEFAULT 0,
    "items_available" INTEGER NOT NULL DEFAULT 0,
    "items_routed" INTEGER NOT NULL DEFAULT 0,
    "items_quarantined" INTEGER NOT NULL DEFAULT 0,
    "items_system_events" INTEGER NOT NULL DEFAULT 0,
    "items_before_start" INTEGER NOT NULL DEFAULT 0,
    "deliveries_available" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "partially_imported" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "pending" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staged_package" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "sha256" BYTEA NOT NULL,
    "blob_name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'staged',
    "entry_count" INTEGER,
    "refusal" TEXT,
    "detail" TEXT,
    "staged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staged_package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_refusal" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "package_refusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "package_id" BIGINT NOT NULL,
    "entry_index" INTEGER NOT NULL,
    "entry_name" TEXT NOT NULL,
    "entry_offset" BIGINT NOT NULL,
    "compressed_bytes" BIGINT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "archive_message_id" TEXT NOT NULL,
    "message_id" TEXT,
    "content_sha256" BYTEA,
    "kind" TEXT,
    "subject" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'recorded',
    "reason" TEXT,
    "detail" TEXT,
    "repeat_of_id" BIGINT,

    CONSTRAINT "item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_identity" (
    "connector_id" UUID NOT NULL,
    "archive_message_id" TEXT NOT NULL,
    "content_sha256" BYTEA NOT NULL,
    "tenant_id" UUID NOT NULL,
    "item_id" BIGINT NOT NULL,

    CONSTRAINT "item_identity_pkey" PRIMARY KEY ("connector_id","archive_message_id","content_sha256")
);

-- CreateTable
CREATE TABLE "participant" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "item_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "display_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "opaque_id" TEXT NOT NULL,
    "resolution" TEXT,
    "reason" TEXT,
    "mailbox_id" BIGINT,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailbox" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "object_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "not_before" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "mailbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailbox_folder" (
    "mailbox_id" BIGINT NOT NULL,
    "folder_name" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "folder_id" TEXT NOT NULL,

    CONSTRAINT "mailbox_folder_pkey" PRIMARY KEY ("mailbox_id","folder_name")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "item_id" BIGINT NOT NULL,
    "mailbox_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "detail" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lookups" INTEGER NOT NULL DEFAULT 0,
    "attempted_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "graph_message_id" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT,
    "target_id" TEXT,
    "outcome" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "connector_tenant_id_state_idx" ON "connector"("tenant_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "user_mapping_version_connector_id_number_key" ON "user_mapping_version"("connector_id", "number");

-- CreateIndex
CREATE INDEX "run_tenant_id_connector_id_created_at_idx" ON "run"("tenant_id", "connector_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "staged_package_connector_id_name_size_bytes_modified_at_idx" ON "staged_package"("connector_id", "name", "size_bytes", "modified_at");

-- CreateIndex
CREATE INDEX "staged_package_run_id_idx" ON "staged_package"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "staged_package_connector_id_name_sha256_key" ON "staged_package"("connector_id", "name", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "package_refusal_run_id_name_key" ON "package_refusal"("run_id", "name");

-- CreateIndex
CREATE INDEX "item_run_id_state_idx" ON "item"("run_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "item_package_id_entry_index_key" ON "item"("package_id", "entry_index");

-- CreateIndex
CREATE UNIQUE INDEX "participant_item_id_role_ordinal_key" ON "participant"("item_id", "role", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "mailbox_tenant_id_object_id_key" ON "mailbox"("tenant_id", "object_id");

-- CreateIndex
CREATE INDEX "delivery_run_id_state_idx" ON "delivery"("run_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_item_id_mailbox_id_key" ON "delivery"("item_id", "mailbox_id");

-- CreateIndex
CREATE INDEX "audit_event_tenant_id_at_idx" ON "audit_event"("tenant_id", "at" DESC);

-- AddForeignKey
ALTER TABLE "connector" ADD CONSTRAINT "connector_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connector_secret" ADD CONSTRAINT "connector_secret_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_mapping_version" ADD CONSTRAINT "user_mapping_version_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_mapping_row" ADD CONSTRAINT "user_mapping_row_mapping_id_fkey" FOREIGN KEY ("mapping_id") REFERENCES "user_mapping_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_package" ADD CONSTRAINT "staged_package_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_package" ADD CONSTRAINT "staged_package_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package_refusal" ADD CONSTRAINT "package_refusal_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "staged_package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailbox_folder" ADD CONSTRAINT "mailbox_folder_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma cannot say. The state machines of lib/domain are repeated here: a bug in the code
-- must not be able to write a state that does not exist.
-- (No semicolon in a comment: the engine splits statements at each one.)

ALTER TABLE "connector" ADD CONSTRAINT "connector_state_known"
    CHECK ("state" IN ('draft', 'active', 'paused', 'deleted'));

-- Only a draft may lack an answer of the wizard.
ALTER TABLE "connector" ADD CONSTRAINT "connector_complete_unless_draft"
    CHECK ("state" = 'draft' OR (
        "terms_accepted_at" IS NOT NULL AND "site_host" IS NOT NULL AND "site_port" IS NOT NULL
        AND "site_folder" IS NOT NULL AND "site_username" IS NOT NULL AND "site_host_key" IS NOT NULL
        AND "mapping_confirmed_at" IS NOT NULL AND "import_since" IS NOT NULL AND "finished_at" IS NOT NULL));

ALTER TABLE "connector" ADD CONSTRAINT "connector_schedule_time_form"
    CHECK ("schedule_time" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');

ALTER TABLE "run" ADD CONSTRAINT "run_state_known"
    CHECK ("state" IN ('planned', 'fetching', 'recording', 'resolving', 'delivering',
                       'completed', 'completed-with-problems', 'failed'));

ALTER TABLE "run" ADD CONSTRAINT "run_trigger_known"
    CHECK ("trigger" IN ('schedule', 'manual', 'api'));

-- Both books of a run that calls itself completed are closed.
ALTER TABLE "run" ADD CONSTRAINT "run_books_closed_when_completed"
    CHECK ("state" <> 'completed' OR (
        "items_available" = "items_routed" + "items_quarantined" + "items_system_events" + "items_before_start"
        AND "deliveries_available" = "imported" + "partially_imported" + "skipped" + "failed"
        AND "pending" = 0));

-- One live run a connector, from plan to resolve. Deliveries go on across runs.
CREATE UNIQUE INDEX "run_one_live_per_connector" ON "run" ("connector_id")
    WHERE "state" IN ('planned', 'fetching', 'recording', 'resolving');

-- One scheduled run a connector and local date, whatever the clock or daylight saving do.
CREATE UNIQUE INDEX "run_one_scheduled_per_date" ON "run" ("connector_id", "local_date")
    WHERE "trigger" = 'schedule';

ALTER TABLE "staged_package" ADD CONSTRAINT "staged_package_state_known"
    CHECK ("state" IN ('staged', 'recorded', 'refused'));

ALTER TABLE "item" ADD CONSTRAINT "item_state_known"
    CHECK ("state" IN ('recorded', 'routed', 'quarantined', 'system-event', 'before-start'));

ALTER TABLE "item" ADD CONSTRAINT "item_quarantined_for_a_reason"
    CHECK ("state" <> 'quarantined' OR "reason" IS NOT NULL);

ALTER TABLE "participant" ADD CONSTRAINT "participant_resolution_known"
    CHECK ("resolution" IN ('custom', 'automatic', 'unresolved'));

ALTER TABLE "participant" ADD CONSTRAINT "participant_mailbox_when_resolved"
    CHECK (("resolution" IN ('custom', 'automatic')) = ("mailbox_id" IS NOT NULL));

CREATE INDEX "participant_unresolved" ON "participant" ("item_id") WHERE "resolution" IS NULL;

ALTER TABLE "delivery" ADD CONSTRAINT "delivery_state_known"
    CHECK ("state" IN ('pending', 'attempting', 'unconfirmed', 'imported', 'partially-imported', 'skipped', 'failed'));

-- What a worker takes next for a mailbox.
CREATE INDEX "delivery_open_by_mailbox" ON "delivery" ("mailbox_id", "id")
    WHERE "state" IN ('pending', 'attempting', 'unconfirmed');

ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_outcome_known"
    CHECK ("outcome" IN ('done', 'refused', 'failed'));
