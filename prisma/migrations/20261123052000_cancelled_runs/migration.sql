-- Who ended a run, and when: written once, with the state or, where something had been sent, before it.
ALTER TABLE "run" ADD COLUMN "cancel_requested_at" TIMESTAMPTZ(3);
ALTER TABLE "run" ADD COLUMN "cancel_requested_by_id" TEXT;
ALTER TABLE "run" ADD COLUMN "cancel_requested_by" TEXT;

ALTER TABLE "run" DROP CONSTRAINT "run_state_known";
ALTER TABLE "run" ADD CONSTRAINT "run_state_known"
    CHECK ("state" IN ('planned', 'fetching', 'recording', 'resolving', 'delivering',
                       'completed', 'completed-with-problems', 'failed', 'cancelled'));

-- Nobody cancels by accident, and nothing of a cancelled run is still on its way.
ALTER TABLE "run" ADD CONSTRAINT "run_cancelled_by_somebody"
    CHECK ("state" <> 'cancelled' OR ("cancel_requested_at" IS NOT NULL AND "finished_at" IS NOT NULL
                                      AND ("resolved_at" IS NULL OR "pending" = 0)));
