"""The questions about machines, database and pools: which metrics each needs, and its PromQL.

<w> is the window, <r> the span of one rate, <s> the distance of two; <db>, <pg> and <app> are matchers that select the
database's machine, the database, and the application. Metrics are those of node_exporter, postgres_exporter (0.9 and
later), HikariCP's and ours. A level is the 95th percentile of its values in the window: what it reaches day by day,
without the one worst minute.
"""

from dataclasses import dataclass

IDLE = 'node_cpu_seconds_total{mode=~"idle|iowait"<db>}'
REAL_DISK = 'fstype!~"tmpfs|overlay|squashfs|ramfs|iso9660|fuse.*"<db>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One vital, the metrics that it needs, and the query."""

    vital: str
    needs: tuple[str, ...]
    query: str


def level(inner: str) -> str:
    """The 95th percentile over the window of an expression."""
    return f"quantile_over_time(0.95, ({inner})[<w>:<s>])"


BUSY = f"1 - sum(rate({IDLE}[<r>])) / sum(rate(node_cpu_seconds_total{{<db0>}}[<r>]))"
MACHINE = (
    Question(vital="host_cpu", needs=("node_cpu_seconds_total",), query=level(BUSY)),
    Question(
        vital="host_io_wait",
        needs=("node_cpu_seconds_total",),
        query=level(
            'sum(rate(node_cpu_seconds_total{mode="iowait"<db>}[<r>]))'
            " / sum(rate(node_cpu_seconds_total{<db0>}[<r>]))"
        ),
    ),
    Question(
        vital="disk_runway_days",
        needs=("node_filesystem_avail_bytes",),
        query=f"min(node_filesystem_avail_bytes{{{REAL_DISK}}}"
        f" / (-deriv(node_filesystem_avail_bytes{{{REAL_DISK}}}[<w>]) > 0)) / 86400",
    ),
)
DATABASE_MACHINE = (
    Question(
        vital="database_cores",
        needs=("node_cpu_seconds_total",),
        query='count(node_cpu_seconds_total{mode="idle"<db>})',
    ),
    Question(
        vital="database_memory_bytes",
        needs=("node_memory_MemTotal_bytes",),
        query="sum(node_memory_MemTotal_bytes{<db0>})",
    ),
)
DATABASE = (
    Question(
        vital="active_sessions",
        needs=("pg_stat_activity_count",),
        query=level('clamp_min(sum(pg_stat_activity_count{state="active"<pg>}) - 1, 0)'),
    ),
    Question(
        vital="connections_used",
        needs=("pg_stat_activity_count",),
        query=level("sum(pg_stat_activity_count{<pg0>})"),
    ),
    Question(
        vital="max_connections",
        needs=("pg_settings_max_connections",),
        query="min(pg_settings_max_connections{<pg0>})",
    ),
    Question(
        vital="idle_share",
        needs=("pg_stat_activity_count",),
        query='avg_over_time((sum(pg_stat_activity_count{state="idle"<pg>})'
        " / sum(pg_stat_activity_count{<pg0>}))[<w>:<s>])",
    ),
    Question(
        vital="idle_in_transaction_share",
        needs=("pg_stat_activity_count",),
        query='avg_over_time((sum(pg_stat_activity_count{state=~"idle in transaction.*"<pg>})'
        " / sum(pg_stat_activity_count{<pg0>}))[<w>:<s>])",
    ),
    Question(
        vital="buffer_hit_ratio",
        needs=("pg_stat_database_blks_hit", "pg_stat_database_blks_read"),
        query="sum(rate(pg_stat_database_blks_hit{<pg0>}[<w>])) / (sum(rate(pg_stat_database_blks_hit{<pg0>}[<w>]))"
        " + sum(rate(pg_stat_database_blks_read{<pg0>}[<w>])) > 0)",
    ),
    Question(
        vital="database_bytes",
        needs=("pg_database_size_bytes",),
        query="sum(pg_database_size_bytes{<pg0>})",
    ),
)
REPLICAS = (
    Question(
        vital="replicas",
        needs=("pg_replication_is_replica",),
        query="count(pg_replication_is_replica == 1)",
    ),
    Question(
        vital="replica_lag_s",
        needs=("pg_replication_is_replica", "pg_replication_lag"),
        query="max(quantile_over_time(0.95, pg_replication_lag[<w>:<s>]) and pg_replication_is_replica == 1)",
    ),
    Question(
        vital="replica_lag_s",
        needs=("pg_replication_is_replica", "pg_replication_lag_seconds"),
        query="max(quantile_over_time(0.95, pg_replication_lag_seconds[<w>:<s>]) and pg_replication_is_replica == 1)",
    ),
)
POOL = tuple(
    Question(
        vital="pool_wait_ms",
        needs=(f"{name}_bucket",),
        query=f"1000 * histogram_quantile(0.95, sum by (le) (rate({name}_bucket{{<app0>}}[<w>])))",
    )
    for name in ("db_pool_wait_seconds", "hikaricp_connections_acquire_seconds")
)
MANY_CORES = "go_goroutines|jvm_threads_live_threads|jvm_threads_current|dotnet_total_memory_bytes"
"""A process with one of these may use several cores, so that its share of one says nothing."""
PROCESS_BUSY = (
    "rate(process_cpu_seconds_total{<app0>}[<r>])"
    f' unless on (instance) {{__name__=~"{MANY_CORES}"<app>}}'
)
PROCESS = (
    Question(
        vital="app_cpu",
        needs=("process_cpu_seconds_total",),
        query=f"clamp_max(max({level(PROCESS_BUSY)}), 1)",
    ),
)
