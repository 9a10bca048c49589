-- Run once in the application's database, as a superuser, after the server was restarted with
-- shared_preload_libraries = 'pg_stat_statements'. It keeps count of every statement's calls and time.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

-- Whoever assesses the database may then read all statements without being a superuser:
--   GRANT pg_monitor TO the_role;
