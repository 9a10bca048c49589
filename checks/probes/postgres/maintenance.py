"""Reads what the server does for itself: write-ahead log, checkpoints, archive, open promises, limits."""

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.upkeep import Archiver, Checkpoints, Prepared, SessionLimit, Wal

LISTED = 100

_POSITION = """
select pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
  else pg_current_wal_lsn() end, '0/0')::float8"""
_WAL = """
select wal_records::float8, wal_fpi::float8, wal_bytes::float8, extract(epoch from stats_reset)::float8
from pg_stat_wal"""
_FOLDER = "select coalesce(sum(size), 0)::float8 from pg_ls_waldir()"

# PostgreSQL 17 moved the checkpoints' counters into a view of their own.
_CHECKPOINTS = """
select num_timed, num_requested, extract(epoch from stats_reset)::float8 from pg_stat_checkpointer"""
_CHECKPOINTS_16 = """
select checkpoints_timed, checkpoints_req, extract(epoch from stats_reset)::float8 from pg_stat_bgwriter"""

_ARCHIVER = """
select archived_count, failed_count, extract(epoch from last_archived_time)::float8,
  extract(epoch from last_failed_time)::float8 from pg_stat_archiver"""

_PREPARED = f"""
select gid, database::text, extract(epoch from clock_timestamp() - prepared)::float8, age(transaction)
from pg_prepared_xacts order by prepared limit {LISTED}"""  # noqa: S608 (constants of this file)

_LIMITS = f"""
select * from (
  select 'role', r.rolname::text, count(a.pid)::int, r.rolconnlimit from pg_roles r
  left join pg_stat_activity a on a.usesysid = r.oid and a.pid <> pg_backend_pid()
  where r.rolconnlimit > 0 and not r.rolsuper group by 2, 4
  union all
  select 'database', d.datname::text, count(a.pid)::int, d.datconnlimit from pg_database d
  left join pg_stat_activity a on a.datid = d.oid and a.pid <> pg_backend_pid()
  where d.datconnlimit > 0 group by 2, 4
) x order by 3 desc, 1, 2 limit {LISTED}"""  # noqa: S608 (constants of this file)


def wal(reading: Reading, version: int) -> Wal | None:
    """The log's position and counters, or None with the reason in `reading.missing["wal"]`."""
    position = reading.rows("wal", _POSITION)
    if not position or position[0][0] is None:
        return None
    counted = reading.rows("wal_counters", _WAL) if version >= 140_000 else None
    folder = reading.rows("wal_folder", _FOLDER)
    records, pages, size, since = counted[0] if counted else (None, None, None, None)
    return Wal(
        position=int(position[0][0]),
        records=None if records is None else int(records),
        full_pages=None if pages is None else int(pages),
        bytes=None if size is None else int(size),
        since=since,
        folder_bytes=int(folder[0][0]) if folder else None,
    )


def checkpoints(reading: Reading, version: int) -> Checkpoints | None:
    """How checkpoints began, or None with the reason in `reading.missing["checkpoints"]`."""
    query = _CHECKPOINTS if version >= 170_000 else _CHECKPOINTS_16
    rows = reading.rows("checkpoints", query)
    return Checkpoints(timed=rows[0][0], requested=rows[0][1], since=rows[0][2]) if rows else None


def archiver(reading: Reading) -> Archiver | None:
    """The archive's counters, or None with the reason in `reading.missing["archiver"]`."""
    rows = reading.rows("archiver", _ARCHIVER)
    if not rows:
        return None
    archived, failed, last, last_failed = rows[0]
    return Archiver(archived=archived, failed=failed, last_archived=last, last_failed=last_failed)


def prepared(reading: Reading) -> tuple[Prepared, ...] | None:
    """Prepared transactions, the oldest first, or None with the reason in `reading.missing["prepared"]`."""
    rows = reading.rows("prepared", _PREPARED)
    if rows is None:
        return None
    return tuple(
        Prepared(name=one[0], database=one[1], age_s=one[2], xid_age=one[3]) for one in rows
    )


def limits(reading: Reading) -> tuple[SessionLimit, ...] | None:
    """Limited roles and databases, or None with the reason in `reading.missing["limits"]`."""
    rows = reading.rows("limits", _LIMITS)
    if rows is None:
        return None
    return tuple(SessionLimit(kind=one[0], name=one[1], used=one[2], limit=one[3]) for one in rows)
