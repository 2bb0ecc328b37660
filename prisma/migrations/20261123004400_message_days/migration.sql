-- How many messages of each kind were sent on each day, by the run that read them. Written with the run: a page must not count
-- a million items to draw thirty bars.
CREATE TABLE "message_days" (
    "run_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connector_id" UUID NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "message_days_pkey" PRIMARY KEY ("run_id","day","kind")
);
ALTER TABLE "message_days" ADD CONSTRAINT "message_days_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "message_days_connector_id_day_idx" ON "message_days"("connector_id", "day");
