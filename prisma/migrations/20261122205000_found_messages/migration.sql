-- Messages that were found in a mailbox and that no delivery accounts for: the ledger is behind, as after a restore.
CREATE TABLE "found_message" (
    "mailbox_id" BIGINT NOT NULL,
    "graph_message_id" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "delivery_key" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "found_message_pkey" PRIMARY KEY ("mailbox_id", "graph_message_id")
);
CREATE INDEX "found_message_mailbox_id_delivery_key_idx" ON "found_message"("mailbox_id", "delivery_key");
ALTER TABLE "found_message" ADD CONSTRAINT "found_message_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Asked for the newest messages of a folder before each slice of deliveries. By hash: ids have some 150 characters.
CREATE INDEX "delivery_graph_message_id_idx" ON "delivery" USING HASH ("graph_message_id");

-- Deliveries of the run that the mailbox had already.
ALTER TABLE "run_check" ADD COLUMN "already_there" INTEGER NOT NULL DEFAULT 0;
