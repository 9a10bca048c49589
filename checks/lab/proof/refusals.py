"""Is that really a scratch copy? What a proof must never run on, said before the first write."""

from checks.core import Problem
from checks.lab.candidate import Candidate
from checks.lab.proof.copy import Copy
from checks.probes.postgres import Postgres
from checks.probes.postgres.session import dsn
from checks.sql import qualified

SAFETY = 4
GIVE = "give a database that may be written to and that nobody needs: a restored backup, a branch, a clone"
STILL_S = 60
"""Seconds after which a session that does nothing is taken for a forgotten one."""

WHO = f"""
select extract(epoch from pg_postmaster_start_time())::float8, current_database()::text, pg_is_in_recovery(),
  current_setting('server_version_num')::int,
  (select count(*) from pg_stat_replication)::int,
  (select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend' and (state <> 'idle' or now() - state_change < interval '{STILL_S} seconds')
  )::int"""  # noqa: S608 (a constant)

COLUMNS = """
select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = %s and c.relname = %s and c.relkind in ('r', 'm', 'p') and a.attnum > 0 and not a.attisdropped"""


def insist(copy: Copy, url: str, seen: Postgres, indexes: tuple[Candidate, ...]) -> int:
    """The copy's version, when it is one that the proof may write to.

    Raises:
        Problem: it is the database that was looked at, a replica or a server with replicas, somebody works on it
            (exit code 4), or it lacks the tables.
    """
    started, database, recovering, version, replicas, busy = copy.rows(WHO)[0]
    # The start of a server to the microsecond is as good as its name, also behind a tunnel or a second host name.
    same = abs(started - (seen.started or 0.0)) < 0.001 and database == seen.database
    if same or _address(url) == _address(seen.url):
        raise Problem(
            f"{copy.url} is the database that was looked at, not a copy of it", GIVE, code=SAFETY
        )
    if recovering:
        raise Problem(f"{copy.url} is a replica: nothing can be built there", GIVE, code=SAFETY)
    if replicas:
        raise Problem(
            f"{copy.url} has {replicas} replicas: what is built there is sent to them",
            GIVE,
            code=SAFETY,
        )
    if busy:
        raise Problem(f"{busy} other sessions work on {copy.url}: a scratch copy has no users", f"end them, or {GIVE}",
                      code=SAFETY)  # fmt: skip
    lacking = sorted({one for index in indexes for one in _lacking(copy, index)})
    if lacking:
        raise Problem(
            f"{copy.url} is no copy of {seen.database}: it lacks {', '.join(lacking[:5])}"
            + (f" and {len(lacking) - 5} more" if len(lacking) > 5 else ""),
            "restore a newer backup, or name the right database",
        )
    return int(version)


def same_server(copy: Copy, seen: Postgres) -> bool:
    """Whether the copy is another database of the server that was looked at."""
    return abs(float(copy.rows(WHO)[0][0]) - (seen.started or 0.0)) < 0.001


def _lacking(copy: Copy, index: Candidate) -> list[str]:
    there = {str(row[0]) for row in copy.rows(COLUMNS, (index.schema, index.table))}
    table = qualified(index.schema, index.table)
    if not there:
        return [table]
    return [f"{table}.{one}" for one in (*index.columns, *index.include) if one not in there]


def _address(url: str) -> tuple[str, str, str]:
    from psycopg.conninfo import conninfo_to_dict

    given = conninfo_to_dict(dsn(url))
    host = str(given.get("host") or given.get("hostaddr") or "localhost").lower()
    host = "localhost" if host in ("127.0.0.1", "::1") else host
    user = str(given.get("user") or "")
    return host, str(given.get("port") or "5432"), str(given.get("dbname") or user)
