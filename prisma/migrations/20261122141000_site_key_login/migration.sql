-- A login is by password or by private key. The public fingerprint says which, without opening a secret.
ALTER TABLE "connector" ADD COLUMN "site_key_fingerprint" TEXT;

ALTER TABLE "connector" ADD COLUMN "site_timeout_seconds" INTEGER NOT NULL DEFAULT 20;
ALTER TABLE "connector" ADD CONSTRAINT "connector_site_timeout_in_range"
    CHECK ("site_timeout_seconds" BETWEEN 10 AND 120);

-- Beside the tested login, never in its place: the stored password belongs to the tested host and user.
ALTER TABLE "connector" ADD COLUMN "site_typed" JSONB;
