-- What the folders of a run's mailboxes hold after the run: whether a message is in one of them twice. The run's own row is
-- its report and does not change any more, so this stands beside it.
CREATE TABLE "folder_check" (
    "run_id" UUID NOT NULL,
    "mailbox_id" BIGINT NOT NULL,
    "folder_name" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT,
    "messages" INTEGER NOT NULL,
    "doubles" INTEGER NOT NULL,
    "double_item_ids" BIGINT[],
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "folder_check_pkey" PRIMARY KEY ("run_id", "mailbox_id", "folder_name")
);
ALTER TABLE "folder_check" ADD CONSTRAINT "folder_check_outcome_known" CHECK ("outcome" IN ('whole', 'partly', 'not-checked'));
ALTER TABLE "folder_check" ADD CONSTRAINT "folder_check_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "folder_check" ADD CONSTRAINT "folder_check_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A run whose folders need not be looked through any more.
CREATE TABLE "run_check" (
    "run_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "folders" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL,
    "doubles" INTEGER NOT NULL,
    "incomplete" INTEGER NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_check_pkey" PRIMARY KEY ("run_id")
);
ALTER TABLE "run_check" ADD CONSTRAINT "run_check_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
