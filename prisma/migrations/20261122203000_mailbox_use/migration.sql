-- What all workers together have sent to a mailbox in the last minutes: Exchange's budgets are of a mailbox, not of a worker.
CREATE TABLE "mailbox_use" (
    "mailbox_id" BIGINT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "tenant_id" UUID NOT NULL,
    "requests" INTEGER NOT NULL,
    "upload_bytes" BIGINT NOT NULL,

    CONSTRAINT "mailbox_use_pkey" PRIMARY KEY ("mailbox_id", "slot")
);
ALTER TABLE "mailbox_use" ADD CONSTRAINT "mailbox_use_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
