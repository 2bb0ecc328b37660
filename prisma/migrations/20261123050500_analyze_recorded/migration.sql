-- ANALYZE belongs to the owner of a table, and the role of the app owns nothing. SKIP LOCKED: who is at it already,
-- autovacuum or another run, does it for all.
CREATE FUNCTION analyze_recorded() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
  'ANALYZE (SKIP_LOCKED) item, participant';

REVOKE ALL ON FUNCTION analyze_recorded() FROM PUBLIC;
