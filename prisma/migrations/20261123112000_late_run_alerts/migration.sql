-- A run that is due and has not begun.
ALTER TABLE "alert" DROP CONSTRAINT "alert_kind_check";
ALTER TABLE "alert" ADD CONSTRAINT "alert_kind_check" CHECK ("kind" IN ('run-failed', 'run-late', 'source-login-refused', 'completed-with-problems', 'mailbox-problem', 'day-without-package', 'source-silent', 'people-silent', 'doubles'));
