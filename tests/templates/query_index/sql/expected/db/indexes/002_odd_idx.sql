-- Builds the index odd_idx while the table stays writable.
-- CREATE INDEX CONCURRENTLY must not run inside a transaction, nor through a pooler in transaction mode:
--   psql "$DATABASE_URL" --file db/indexes/002_odd_idx.sql
-- It can be run again at any time. To take the index out again: the file of the same name in db/indexes/down.

\set ON_ERROR_STOP on
SET lock_timeout = '5s';
SET statement_timeout = 0;

-- A build that was interrupted leaves an invalid index: it slows every write and serves no read.
SELECT format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, c.relname)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE i.indrelid = '"o''dd"."we""; drop table comments; --"'::regclass AND c.relname = 'odd_idx' AND NOT i.indisvalid
\gexec

CREATE INDEX CONCURRENTLY IF NOT EXISTS "odd_idx"
ON "o'dd"."we""; drop table comments; --" ("a
b", "c""'");

-- Stop here unless it is there, valid, and on these columns ("if not exists" goes by the name alone).
SELECT format('DO %L', format('BEGIN RAISE EXCEPTION USING MESSAGE = %L; END', 'index odd_idx is missing, invalid, or on other columns'))
WHERE NOT EXISTS (
  SELECT FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = '"o''dd"."we""; drop table comments; --"'::regclass AND c.relname = 'odd_idx' AND i.indisvalid
    AND ARRAY['a
b', 'c"'''] = ARRAY(
      SELECT a.attname::text
      FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, position)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
      WHERE k.position <= i.indnkeyatts
      ORDER BY k.position)
)
\gexec

ANALYZE "o'dd"."we""; drop table comments; --";
