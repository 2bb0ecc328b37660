-- Whether each imported message carries its original bytes as an attachment.
ALTER TABLE "connector" ADD COLUMN "attach_original" BOOLEAN NOT NULL DEFAULT false;
