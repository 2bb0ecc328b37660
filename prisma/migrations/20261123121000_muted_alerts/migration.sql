-- An alert about somebody of whom it is known that they are silent was said to be over, which it is not.
ALTER TABLE "alert" DROP CONSTRAINT "alert_state_check";
ALTER TABLE "alert" ADD CONSTRAINT "alert_state_check" CHECK (
    ("state" = 'open' AND "resolved_at" IS NULL AND "resolution" IS NULL)
    OR ("state" = 'resolved' AND "resolved_at" IS NOT NULL AND "resolution" IN ('ended', 'muted', 'lapsed')));
