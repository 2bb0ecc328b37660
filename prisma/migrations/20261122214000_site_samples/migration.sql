-- Who stands on the newest messages of a site, so that a mapping can be tried before it is confirmed. Made anew when it is asked
-- for, never part of the ledger: nothing that is delivered comes from here.
CREATE TABLE "site_sample" (
    "connector_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "package_names" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "item_count" INTEGER NOT NULL DEFAULT 0,
    "address_count" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "site_sample_pkey" PRIMARY KEY ("connector_id")
);
ALTER TABLE "site_sample" ADD CONSTRAINT "site_sample_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "site_sample" ADD CONSTRAINT "site_sample_state_check" CHECK ("state" IN ('waiting', 'reading', 'asking', 'ready', 'failed'));

CREATE TABLE "site_sample_person" (
    "connector_id" UUID NOT NULL,
    "item" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "tenant_id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "opaque_id" TEXT NOT NULL,
    "sent_on" DATE,

    CONSTRAINT "site_sample_person_pkey" PRIMARY KEY ("connector_id","item","ordinal")
);
ALTER TABLE "site_sample_person" ADD CONSTRAINT "site_sample_person_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "site_sample"("connector_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the directory says of the addresses on them.
CREATE TABLE "site_sample_address" (
    "connector_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "status" TEXT,

    CONSTRAINT "site_sample_address_pkey" PRIMARY KEY ("connector_id","address")
);
ALTER TABLE "site_sample_address" ADD CONSTRAINT "site_sample_address_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "site_sample"("connector_id") ON DELETE CASCADE ON UPDATE CASCADE;
