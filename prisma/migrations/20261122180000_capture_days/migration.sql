-- On which days something of a person was captured, and from which day on a silence is longer than usual. A person has one
-- row, written with the run that brought the messages: a page must not read a million items to see that one is silent.
CREATE TABLE "capture_days" (
    "connector_id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "days" DATE[],
    "last_day" DATE NOT NULL,
    "silent_from" DATE,

    CONSTRAINT "capture_days_pkey" PRIMARY KEY ("connector_id","owner")
);
ALTER TABLE "capture_days" ADD CONSTRAINT "capture_days_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "capture_days_connector_id_silent_from_idx" ON "capture_days"("connector_id", "silent_from");

-- The days on which packages came.
CREATE INDEX "staged_package_connector_id_modified_at_idx" ON "staged_package"("connector_id", "modified_at");
