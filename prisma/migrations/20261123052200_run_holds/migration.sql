-- What Microsoft asked a run to wait, mailbox by mailbox. Written while the mailbox waits, so that it costs no delivery anything.
CREATE TABLE "run_hold" (
    "run_id" UUID NOT NULL,
    "mailbox_id" BIGINT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "holds" INTEGER NOT NULL,
    "longest_ms" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_hold_pkey" PRIMARY KEY ("run_id","mailbox_id")
);
ALTER TABLE "run_hold" ADD CONSTRAINT "run_hold_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "run_hold" ADD CONSTRAINT "run_hold_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
