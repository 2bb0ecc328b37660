-- What was in force when the file came: rows that were added by hand since are newer than the file.
ALTER TABLE "mapping_upload" ADD COLUMN "base_version" INTEGER NOT NULL DEFAULT 0;
