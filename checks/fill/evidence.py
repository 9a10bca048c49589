"""Which reading of a live database fills which vital, and which checks tell the places behind it.

The ladder decides on the vital; a person asks next "which table, which statement". This is that table, as data: the
page of a figure (`rung explain buffer_hit_ratio`) shows it, and tests hold it against the fillers and the checks.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a vital comes from and what to read next."""

    reading: str
    """The view or command that is read."""
    checks: tuple[str, ...] = ()
    """The checks that name the places, by `area.file`."""


def _from(reading: str, *checks: str) -> Evidence:
    return Evidence(reading=reading, checks=checks)


EVIDENCE: dict[str, Evidence] = {
    "max_connections": _from("pg_settings", "postgres.max_connections_high", "postgres.connection_saturation"),
    "connections_used": _from(
        "pg_stat_activity", "postgres.connection_saturation", "postgres.session_limit", "postgres.connection_churn"
    ),
    "idle_share": _from("pg_stat_activity", "postgres.idle_sessions"),
    "idle_in_transaction_share": _from(
        "pg_stat_activity", "postgres.idle_in_transaction", "postgres.long_transaction", "postgres.vacuum_held_back"
    ),
    "active_sessions": _from("pg_stat_activity", "postgres.long_query", "postgres.dominant_statement"),
    "lock_wait_share": _from("pg_stat_activity", "postgres.blocked_sessions", "postgres.deadlocks"),
    "io_wait_share": _from(
        "pg_stat_activity", "postgres.blocks_per_call", "postgres.temp_files", "postgres.checkpoints_requested"
    ),
    "buffer_hit_ratio": _from(
        "pg_stat_database", "postgres.low_buffer_hit", "postgres.statement_misses", "postgres.shared_buffers_default"
    ),
    "replica_lag_s": _from(
        "pg_stat_replication", "replication.lag_time", "replication.lag_bytes", "replication.receiver_stopped"
    ),
    "wal_bytes_per_second": _from("pg_current_wal_lsn", "postgres.wal_rate", "postgres.wal_per_call"),
    "database_bytes": _from("pg_database_size", "postgres.bloated_table", "postgres.bloated_index"),
    "largest_table_bytes": _from("pg_class", "postgres.large_table", "postgres.bloated_table"),
    "largest_table_rows": _from("pg_class", "postgres.large_table", "postgres.planner_blind_spot"),
    "xid_age_share": _from(
        "pg_database", "postgres.wraparound", "postgres.vacuum_held_back", "postgres.autovacuum_off"
    ),
    "database_growth_bytes": _from("pg_database_size", "postgres.large_table"),
    "table_runway_days": _from("pg_class", "postgres.large_table"),
    "xid_runway_days": _from("pg_database", "postgres.wraparound", "postgres.vacuum_held_back"),
    "int4_runway_days": _from("pg_sequences", "postgres.int4_exhaustion"),
    "int4_fill": _from("pg_sequences", "postgres.int4_exhaustion", "postgres.foreign_key_type_mismatch"),
    "statement_stats": _from("pg_extension", "postgres.statement_stats_absent"),
    "statement_calls": _from("pg_stat_statements", "postgres.n_plus_one_statement"),
    "statement_window_s": _from("pg_stat_statements_info"),
    "top_statement_share": _from(
        "pg_stat_statements", "postgres.slow_statement", "postgres.dominant_statement", "postgres.unsteady_statement"
    ),
    "read_time_share": _from("pg_stat_statements", "postgres.rows_per_call", "postgres.wal_per_call"),
    "identical_read_share": _from("pg_stat_statements", "postgres.n_plus_one_statement"),
    "indexable_share": _from(
        "pg_stat_statements, pg_index and pg_stats", "postgres.missing_index", "postgres.sequential_scans",
        "postgres.foreign_key_without_index", "postgres.inefficient_index",
    ),
    "index_speedup": _from("pg_stat_statements, pg_index and pg_stats", "postgres.missing_index"),
    "pooler": _from("SHOW VERSION", "pgbouncer.session_mode", "pgbouncer.prepared_statements"),
    "pooler_mode": _from("SHOW POOLS", "pgbouncer.session_mode"),
    "pooler_max_wait_s": _from("SHOW POOLS", "pgbouncer.clients_waiting", "pgbouncer.pool_nearly_full"),
    "pool_wait_ms": _from(
        "SHOW STATS", "pgbouncer.average_wait", "pgbouncer.clients_waiting", "pgbouncer.pool_nearly_full"
    ),
}  # fmt: skip
