-- Takes the index odd_idx out again; outside a transaction, not through a pooler in transaction mode:
--   psql "$DATABASE_URL" --file db/indexes/down/002_odd_idx.sql

\set ON_ERROR_STOP on
SET lock_timeout = '5s';
SET statement_timeout = 0;

SELECT format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, c.relname)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE i.indrelid = to_regclass('"o''dd"."we""; drop table comments; --"') AND c.relname = 'odd_idx'
\gexec
