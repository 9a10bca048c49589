"""The server as a whole: version, rights, settings, this database's counters, sizes, ages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.traffic import Counters

SETTINGS = (
    "max_connections", "superuser_reserved_connections", "reserved_connections", "shared_buffers",
    "work_mem", "maintenance_work_mem", "effective_cache_size", "random_page_cost", "seq_page_cost",
    "autovacuum", "autovacuum_freeze_max_age", "statement_timeout", "lock_timeout",
    "idle_in_transaction_session_timeout", "idle_session_timeout", "shared_preload_libraries",
    "track_io_timing", "compute_query_id", "max_wal_size", "checkpoint_timeout", "wal_level",
    "synchronous_commit", "jit", "max_parallel_workers_per_gather", "max_worker_processes",
    "password_encryption", "ssl", "default_statistics_target", "hot_standby", "fsync",
    "full_page_writes", "checkpoint_completion_target", "autovacuum_vacuum_threshold",
    "autovacuum_vacuum_scale_factor", "autovacuum_analyze_threshold", "autovacuum_analyze_scale_factor",
    "autovacuum_max_workers", "autovacuum_work_mem", "track_counts", "max_slot_wal_keep_size",
    "synchronous_standby_names", "archive_mode", "max_prepared_transactions", "wal_compression",
    "hot_standby_feedback", "autovacuum_vacuum_max_threshold",
)  # fmt: skip
BYTES = {"B": 1, "kB": 1024, "8kB": 8192, "MB": 1024**2, "GB": 1024**3}
MILLISECONDS = {
    "us": 0.001,
    "ms": 1.0,
    "s": 1000.0,
    "min": 60_000.0,
    "h": 3_600_000.0,
    "d": 86_400_000.0,
}

# reset_val, because this look sets some of them for its own session.
_SETTINGS = "select name, reset_val, unit from pg_settings where name in ({})".format(  # noqa: S608 (constants)
    ", ".join(f"'{one}'" for one in SETTINGS)
)

_SERVER = """
select extract(epoch from clock_timestamp())::float8,
  extract(epoch from pg_postmaster_start_time())::float8, current_setting('server_version_num')::int,
  current_database()::text, session_user::text, pg_is_in_recovery(),
  pg_has_role(session_user, 'pg_read_all_stats', 'usage')
    or (select rolsuper from pg_roles where rolname = session_user), pg_backend_pid()"""

_COUNTERS = """
select xact_commit, xact_rollback, blks_hit, blks_read, temp_files, temp_bytes, deadlocks, numbackends,
  extract(epoch from stats_reset)::float8, {sessions}, blk_read_time::float8, conflicts, checksum_failures
from pg_stat_database where datname = current_database()"""

_XID_AGE = "select max(greatest(age(datfrozenxid), mxid_age(datminmxid))) from pg_database"

_LAG = """
select case when pg_is_in_recovery() then
    case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
      else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end::float8
  else (select extract(epoch from max(replay_lag))::float8 from pg_stat_replication) end"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Who answered, and as whom we look."""

    at: float
    started: float
    version: int
    database: str
    user: str
    in_recovery: bool
    sees_all: bool
    pid: int


def read(reading: Reading) -> Server | None:
    """The server's own words, or None with the reason in `reading.missing["server"]`."""
    rows = reading.rows("server", _SERVER)
    if not rows:
        return None
    at, started, version, database, user, in_recovery, sees_all, pid = rows[0]
    return Server(
        at=at, started=started, version=version, database=database, user=user,
        in_recovery=in_recovery, sees_all=bool(sees_all), pid=pid,
    )  # fmt: skip


def settings(reading: Reading) -> Mapping[str, str]:
    """Settings that a rung reasons with: memory in bytes, time in milliseconds."""
    rows = reading.rows("settings", _SETTINGS) or ()
    return {name: _in_base_unit(value, unit) for name, value, unit in sorted(rows)}


def counters(reading: Reading, version: int) -> Counters | None:
    """This database's counters, or None with the reason in `reading.missing["counters"]`."""
    sessions = "sessions, active_time::float8" if version >= 140_000 else "null, null"
    rows = reading.rows("counters", _COUNTERS.format(sessions=sessions))
    if not rows:
        return None
    row = rows[0]
    return Counters(
        commits=row[0], rollbacks=row[1], blocks_hit=row[2], blocks_read=row[3], temp_files=row[4],
        temp_bytes=row[5], deadlocks=row[6], backends=row[7], since=row[8],
        sessions=row[9], active_ms=row[10], read_ms=row[11], conflicts=row[12],
        checksum_failures=row[13],
    )  # fmt: skip


def database_bytes(reading: Reading) -> int | None:
    """The size of this database on disk."""
    found = _one(reading, "database_bytes", "select pg_database_size(current_database())")
    return None if found is None else int(found)


def xid_age(reading: Reading) -> int | None:
    """The oldest transaction age of the server, over all its databases."""
    found = _one(reading, "xid_age", _XID_AGE)
    return None if found is None else int(found)


def replica_lag(reading: Reading) -> float | None:
    """Seconds that this replica, or this server's slowest replica, is behind; None without replicas."""
    found = _one(reading, "replica_lag_s", _LAG)
    return None if found is None else max(0.0, float(found))


def _one(reading: Reading, part: str, query: str) -> Any:
    rows = reading.rows(part, query)
    return rows[0][0] if rows else None


def _in_base_unit(value: str, unit: str | None) -> str:
    if unit in BYTES and int(value) >= 0:
        return str(int(value) * BYTES[unit])
    return f"{float(value) * MILLISECONDS[unit]:g}" if unit in MILLISECONDS else value
