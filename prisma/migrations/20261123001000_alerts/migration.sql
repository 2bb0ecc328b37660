-- What somebody should know of a connector. One open row a condition, however often it is seen, and resolved is final.
CREATE TABLE "alert" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "run_id" UUID,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'open',
    "occurrences" INTEGER NOT NULL DEFAULT 1,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "alert" ADD CONSTRAINT "alert_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert" ADD CONSTRAINT "alert_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert" ADD CONSTRAINT "alert_kind_check" CHECK ("kind" IN ('run-failed', 'source-login-refused', 'completed-with-problems', 'mailbox-problem', 'day-without-package', 'source-silent', 'people-silent', 'doubles'));
ALTER TABLE "alert" ADD CONSTRAINT "alert_state_check" CHECK (
    ("state" = 'open' AND "resolved_at" IS NULL AND "resolution" IS NULL)
    OR ("state" = 'resolved' AND "resolved_at" IS NOT NULL AND "resolution" IN ('ended', 'lapsed')));
CREATE UNIQUE INDEX "alert_one_open_key" ON "alert"("connector_id", "kind", "subject") WHERE "state" = 'open';
CREATE INDEX "alert_tenant_id_id_idx" ON "alert"("tenant_id", "id" DESC);
CREATE INDEX "alert_connector_id_id_idx" ON "alert"("connector_id", "id" DESC);
CREATE INDEX "alert_tenant_id_raised_at_idx" ON "alert"("tenant_id", "raised_at");

-- The migration engine ends a statement at every semicolon, in a quotation too: 3b is one.
CREATE FUNCTION refuse_alert_reopening() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN IF OLD.state = \'resolved\' THEN RAISE EXCEPTION \'A resolved alert is final.\' USING ERRCODE = \'check_violation\'\x3b END IF\x3b RETURN NEW\x3b END';
CREATE TRIGGER "alert_resolved_is_final" BEFORE UPDATE ON "alert" FOR EACH ROW EXECUTE FUNCTION refuse_alert_reopening();

-- Runs whose end has been looked at. What ended before there were alerts tells nobody.
CREATE TABLE "alert_judged_run" (
    "run_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,

    CONSTRAINT "alert_judged_run_pkey" PRIMARY KEY ("run_id")
);
ALTER TABLE "alert_judged_run" ADD CONSTRAINT "alert_judged_run_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
INSERT INTO "alert_judged_run" ("run_id", "tenant_id") SELECT "id", "tenant_id" FROM "run" WHERE "finished_at" IS NOT NULL;
CREATE INDEX "run_finished_at_idx" ON "run"("finished_at");

-- Where alerts go, beside the app. What holds a secret is sealed, and what is shown of it is its host.
CREATE TABLE "alert_channel" (
    "tenant_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "recipients" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "host" TEXT,
    "key_id" TEXT,
    "iv" BYTEA,
    "ciphertext" BYTEA,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_channel_pkey" PRIMARY KEY ("tenant_id","channel")
);
ALTER TABLE "alert_channel" ADD CONSTRAINT "alert_channel_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert_channel" ADD CONSTRAINT "alert_channel_channel_check" CHECK ("channel" IN ('email', 'webhook', 'teams'));

-- Where a connector differs from the default.
CREATE TABLE "alert_rule" (
    "connector_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("connector_id","kind","channel")
);
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_mode_check" CHECK ("mode" IN ('off', 'at-once', 'digest'));

-- The outbox: written with the alert, in one transaction.
CREATE TABLE "alert_delivery" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_detail" TEXT,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_check" CHECK (
    "channel" IN ('email', 'webhook', 'teams') AND "event" IN ('raised', 'resolved') AND "mode" IN ('at-once', 'digest')
    AND (("state" = 'waiting' AND "next_try_at" IS NOT NULL)
      OR ("state" = 'delivered' AND "delivered_at" IS NOT NULL)
      OR ("state" = 'failed' AND "error_code" IS NOT NULL)));
CREATE UNIQUE INDEX "alert_delivery_alert_id_channel_event_key" ON "alert_delivery"("alert_id", "channel", "event");
CREATE INDEX "alert_delivery_due_idx" ON "alert_delivery"("next_try_at") WHERE "state" = 'waiting';
CREATE INDEX "alert_delivery_failed_idx" ON "alert_delivery"("tenant_id", "alert_id") WHERE "state" = 'failed';

CREATE TABLE "alert_read" (
    "alert_id" BIGINT NOT NULL,
    "person_id" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,

    CONSTRAINT "alert_read_pkey" PRIMARY KEY ("alert_id","person_id")
);
ALTER TABLE "alert_read" ADD CONSTRAINT "alert_read_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;
