-- Addresses that a mailbox's user had as their main one: whoever changes it is still found, by the object id.
CREATE TABLE "mailbox_address" (
    "tenant_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "mailbox_id" BIGINT NOT NULL,

    CONSTRAINT "mailbox_address_pkey" PRIMARY KEY ("tenant_id", "address")
);
ALTER TABLE "mailbox_address" ADD CONSTRAINT "mailbox_address_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "mailbox_address" ("tenant_id", "address", "mailbox_id")
SELECT DISTINCT ON (tenant_id, lower(address)) tenant_id, lower(address), id FROM "mailbox" WHERE address <> ''
ORDER BY tenant_id, lower(address), id DESC;
