-- A reference costs a look-up a row: of an upload of 100,000 rows it took more than half of the time. What it was for,
-- that rows go with their upload, a trigger does.
ALTER TABLE "mapping_upload_row" DROP CONSTRAINT "mapping_upload_row_upload_id_fkey";

-- The migration engine ends a statement at every semicolon, in a quotation too: 3b is one.
CREATE FUNCTION delete_mapping_upload_rows() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN DELETE FROM mapping_upload_row WHERE upload_id = OLD.id\x3b RETURN NULL\x3b END';

CREATE TRIGGER "mapping_upload_rows_go_with_it" AFTER DELETE ON "mapping_upload"
  FOR EACH ROW EXECUTE FUNCTION delete_mapping_upload_rows();

-- What nobody has confirmed may go with a crash of the server, and then all of it does.
ALTER TABLE "mapping_upload_row" SET UNLOGGED;
ALTER TABLE "mapping_upload_chunk" SET UNLOGGED;
ALTER TABLE "mapping_upload" SET UNLOGGED;

-- The datamodel knows no list that must be there: one is empty at least.
ALTER TABLE "mapping_upload_row" ALTER COLUMN "codes" DROP NOT NULL;
