-- How many deliveries of a run were done, every ten seconds in which it was counted while it delivered: its pace, then and later.
-- Written with the counting that happens anyway. The times of the deliveries themselves would have to be read a million at a time.
CREATE TABLE "run_progress" (
    "run_id" UUID NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "tenant_id" UUID NOT NULL,
    "done" INTEGER NOT NULL,

    CONSTRAINT "run_progress_pkey" PRIMARY KEY ("run_id","slot")
);
ALTER TABLE "run_progress" ADD CONSTRAINT "run_progress_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
