"""The quantities of machines that the ladder reasons with, each declared once: unit, meaning, measured how, ceiling.

Measured or told, a quantity is a `Fact` or absent. Shares and ratios run from 0 to 1 unless a ceiling says
otherwise, times of requests are in milliseconds, sizes in bytes. Each is read by a check,
a formula or a page. What is known of people and promises is in `checks/organisation.py`.
"""

from dataclasses import dataclass

from checks.core import Fact
from checks.measures import (
    APP,
    BROKER,
    HISTORY,
    KAFKA,
    LIVE,
    METRICS,
    PAGES,
    RATES,
    REDIS,
    SYMPTOMS,
    WATCHED,
    vital,
)
from checks.quantities import Quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Quantities):
    """What is known of the project's load, limits and shape. Each field is a Fact or None."""

    # load and latency
    requests_per_second: Fact | None = vital("1/s", "requests answered well per second", METRICS)
    peak_to_trough: Fact | None = vital(
        "ratio", "load at the day's peak over load at its trough", most=1000
    )
    burst_factor: Fact | None = vital(
        "ratio", "load of the busiest second over the average of its minute", most=1000
    )
    growth_per_year: Fact | None = vital(
        "ratio", "load in a year over load today (3 = triples)", most=1000
    )
    growth_per_year_high: Fact | None = vital(
        "ratio", "growth that one year in ten exceeds", most=1000
    )
    p50_ms: Fact | None = vital("ms", "median response time", APP)
    p95_ms: Fact | None = vital("ms", "95th percentile of response time", APP)
    p95_target_ms: Fact | None = vital("ms", "the 95th percentile that users were promised")
    error_share: Fact | None = vital(
        "ratio", "share of requests that fail (5xx, time-out, refusal)", APP
    )
    routes_measured: Fact | None = vital("bool", "response times are recorded per route", METRICS)
    incident: Fact | None = vital("bool", "users are being hurt right now")

    peak_requests_per_second: Fact | None = vital("1/s", "requests per second at the peak", HISTORY)

    # the situation
    launch_in_days: Fact | None = vital("d", "days until a launch that load will follow")
    launch_load_factor: Fact | None = vital(
        "ratio", "load expected then over today's peak", most=10_000
    )
    spikes_aligned: Fact | None = vital("bool", "slow minutes come at a fixed interval")
    symptom: Fact | None = vital("str", f"what is felt, as one of: {', '.join(SYMPTOMS)}")
    wish: Fact | None = vital("str", "a rung that somebody has in mind; it decides nothing")

    # where a request's time goes
    database_ms_per_request: Fact | None = vital(
        "ms", "execution time in the database per request", METRICS
    )
    database_calls_per_request: Fact | None = vital("1", "statements per request", METRICS)
    processor_ms_per_request: Fact | None = vital(
        "ms", "processor time of application and database per request"
    )
    processor_wait_ms_per_request: Fact | None = vital(
        "ms", "time per request in which the application waits for a processor"
    )
    sessions_per_request: Fact | None = vital("1", "database sessions opened per request", METRICS)
    session_cost_share: Fact | None = vital(
        "ratio", "share of processor time per request that opening sessions costs"
    )
    repeated_calls_per_request: Fact | None = vital(
        "1", "most calls of one statement per request", METRICS
    )
    deferrable_share: Fact | None = vital(
        "ratio", "share of request time in work that could be done later", METRICS
    )
    deferrable_found: Fact | None = vital(
        "str", "where such work (mail, third-party call) is done inside a request"
    )
    repeat_share: Fact | None = vital(
        "ratio", "share of GET requests seen before within the cache's lifetime", METRICS
    )
    identical_read_share: Fact | None = vital(
        "ratio", "share of database time in reads of small, hot, rarely written data"
    )
    cacheable_share: Fact | None = vital(
        "ratio", "share of requests that are anonymous, identical GETs", PAGES
    )
    static_byte_share: Fact | None = vital(
        "ratio", "share of bytes that are static files served by the application"
    )
    staleness_ok_s: Fact | None = vital("s", "age that readers of most pages would accept")

    # saturation
    app_cpu: Fact | None = vital(
        "ratio", "processor use of the application over what its processes can use"
    )
    app_cpu_wait: Fact | None = vital(
        "ratio", "processor that the application waits for, over what it can use", most=1e4
    )
    database_cpu: Fact | None = vital("ratio", "processor use of the database over its cores")
    database_cpu_wait: Fact | None = vital(
        "ratio", "processor that the database waits for, over its cores", most=1e4
    )
    database_cores_busy: Fact | None = vital(
        "ratio", "busy share of the processors that the database is bound to, whoever uses them"
    )
    host_cpu: Fact | None = vital("ratio", "busy share of the whole machine")
    pool_wait_ms: Fact | None = vital(
        "ms", "95th percentile of waiting for a pooled connection", METRICS
    )
    pool_use: Fact | None = vital("ratio", "share of the pool's connections in use", LIVE)
    active_sessions: Fact | None = vital("1", "average database sessions at work", LIVE)
    io_wait_share: Fact | None = vital(
        "ratio", "share of active sessions that wait for storage", LIVE
    )
    lock_wait_share: Fact | None = vital(
        "ratio", "share of active sessions that wait for locks", LIVE
    )
    host_io_wait: Fact | None = vital(
        "ratio", "share of time that the database's machine waits for storage", HISTORY
    )
    iops_share: Fact | None = vital("ratio", "storage operations over the volume's cap")
    buffer_hit_ratio: Fact | None = vital(
        "ratio", "share of block reads found in shared buffers", LIVE
    )
    throughput_share: Fact | None = vital(
        "ratio", "bytes per second of storage over the volume's cap"
    )
    network_share: Fact | None = vital(
        "ratio", "bytes per second of the application's network over its cap"
    )
    burst_balance: Fact | None = vital(
        "ratio", "credit that a burstable volume or machine has left"
    )
    pooler_max_wait_s: Fact | None = vital(
        "s", "longest that a client waits for the pooler (maxwait)"
    )
    connections_used: Fact | None = vital("1", "open client sessions of the database", LIVE)
    max_connections: Fact | None = vital("1", "the server's limit of sessions", LIVE)
    idle_share: Fact | None = vital("ratio", "share of open sessions that are idle", LIVE)
    idle_in_transaction_share: Fact | None = vital(
        "ratio", "share of sessions idle inside a transaction", LIVE
    )
    replica_lag_s: Fact | None = vital("s", "replication lag", LIVE)
    wal_bytes_per_second: Fact | None = vital(
        "B/s", "write-ahead log that the database writes per second", WATCHED
    )

    # shape of the database's work
    statement_stats: Fact | None = vital("bool", "pg_stat_statements can be read", LIVE)
    statement_window_s: Fact | None = vital("s", "span that the statement statistics cover", LIVE)
    statement_calls: Fact | None = vital("1", "statements in that span", LIVE)
    top_statement_share: Fact | None = vital(
        "ratio", "largest share of execution time of one statement", LIVE
    )
    indexable_share: Fact | None = vital(
        "ratio", "share of execution time in statements that a missing index slows", LIVE
    )
    index_speedup: Fact | None = vital(
        "ratio", "expected speed-up of those statements", LIVE, most=1e9
    )
    rows_examined_per_row: Fact | None = vital(
        "ratio", "rows that the database reads for each row that it returns", most=1e9
    )
    metrics_query_share: Fact | None = vital("ratio", "share of execution time in monitoring")
    analytics_share: Fact | None = vital(
        "ratio", "share of execution time in reports over many rows"
    )
    read_time_share: Fact | None = vital(
        "ratio", "share of execution time in reading statements", LIVE
    )
    largest_group_share: Fact | None = vital(
        "ratio", "share of database time of the busiest group of tables"
    )
    hot_table_share: Fact | None = vital(
        "ratio", "share of database time of the busiest single table"
    )
    cross_group_share: Fact | None = vital("ratio", "share of joins across that group's border")
    shard_key_share: Fact | None = vital(
        "ratio", "share of statements by time that carry the tenant's key"
    )
    biggest_tenant_share: Fact | None = vital("ratio", "share of the data of the largest tenant")

    # size and limits
    database_cores: Fact | None = vital(
        "1", "processor cores that the database can use: its machine's, or those of its container"
    )
    database_memory_bytes: Fact | None = vital("B", "memory of the database's machine")
    database_bytes: Fact | None = vital("B", "size of the database", LIVE)
    largest_table_bytes: Fact | None = vital(
        "B", "size of the largest table with its indexes", LIVE
    )
    largest_table_rows: Fact | None = vital("1", "rows of the largest table (estimate)", LIVE)
    time_decay: Fact | None = vital("bool", "old rows of the largest table are rarely read")
    retention_behind: Fact | None = vital("bool", "deleting old rows cannot keep up with new ones")
    xid_age_share: Fact | None = vital("ratio", "transaction age over the wraparound limit", LIVE)
    int4_fill: Fact | None = vital("ratio", "highest int4 key over its limit", LIVE)
    disk_runway_days: Fact | None = vital("d", "days until the disk is full")
    table_runway_days: Fact | None = vital(
        "d", "days until the first table reaches 32 TB at its present growth", RATES
    )
    database_growth_bytes: Fact | None = vital("B", "bytes that the database grows by a day", RATES)
    xid_runway_days: Fact | None = vital(
        "d", "days until transaction ids run out at the present rate, if nothing is frozen", RATES
    )
    int4_runway_days: Fact | None = vital(
        "d", "days until the first int4 key runs out at the present rate", RATES
    )
    restore_hours: Fact | None = vital("h", "time that a full restore takes")
    backup_every_min: Fact | None = vital("min", "age that the newest copy of the data may have")
    rpo_min: Fact | None = vital("min", "longest span of lost writes that was promised")
    rto_hours: Fact | None = vital("h", "longest outage that was promised")
    largest_machine: Fact | None = vital(
        "bool", "the largest sane machine is reached or priced out"
    )
    co_located: Fact | None = vital("bool", "application and database share one machine")

    # the application as deployed
    instances: Fact | None = vital("1", "application instances at most")
    processes_per_instance: Fact | None = vital("1", "processes in each instance")
    pool_per_process: Fact | None = vital("1", "connections that each process may open")
    app_memory_share: Fact | None = vital(
        "ratio", "memory of the application over what it may have"
    )
    connection_demand_share: Fact | None = vital(
        "ratio", "worst-case sessions of all deployables over the budget", most=1000
    )
    local_state: Fact | None = vital(
        "str", "state kept on the instance (sessions, uploads, in-process scheduler)"
    )
    pooler: Fact | None = vital("str", "connection pooler in use")
    cache: Fact | None = vital("str", "shared cache in use")
    queue: Fact | None = vital("str", "queue for background work in use")
    replicas: Fact | None = vital("1", "read replicas in use")

    pooler_mode: Fact | None = vital("str", "the pooler's mode: session, transaction or statement")
    named_prepared_statements: Fact | None = vital(
        "bool", "named prepared statements meet a pooler that drops them"
    )
    cache_hit_ratio: Fact | None = vital("ratio", "share of the cache's lookups that hit", REDIS)
    cache_memory_share: Fact | None = vital(
        "ratio", "the shared cache's memory over its limit", REDIS
    )
    cache_evictions_per_second: Fact | None = vital(
        "1/s", "keys that the cache drops for want of memory per second", REDIS
    )
    cache_eviction: Fact | None = vital(
        "str", "the cache's maxmemory-policy, as noeviction or allkeys-lru", REDIS
    )
    redis_shared: Fact | None = vital("bool", "one Redis holds both the cache and the jobs", REDIS)
    single_flight: Fact | None = vital("bool", "of many callers that miss a key, one works it out")
    ttl_jitter: Fact | None = vital("bool", "lifetimes in the cache carry a random part")
    origin_capacity: Fact | None = vital("1/s", "requests per second served without a cache")
    retry_layers: Fact | None = vital("1", "layers that each try a failed call again", most=20)
    timeouts_set: Fact | None = vital("bool", "every outgoing call and connection has a time-out")
    liveness_asks_database: Fact | None = vital("bool", "a liveness probe asks the database")

    # background work
    job_arrivals_per_second: Fact | None = vital(
        "1/s", "jobs put into the queue per second", BROKER
    )
    job_completions_per_second: Fact | None = vital("1/s", "jobs finished per second", BROKER)
    jobs_waiting: Fact | None = vital("1", "jobs that wait in the queue", BROKER)
    oldest_job_s: Fact | None = vital("s", "age of the oldest waiting job", BROKER)
    job_deadline_s: Fact | None = vital("s", "age at which a waiting job is too late")
    job_p99_s: Fact | None = vital("s", "99th percentile of the time that a job takes")
    ack_timeout_s: Fact | None = vital("s", "time after which the queue hands a job out again")
    queue_consumers: Fact | None = vital("1", "consumers that read the queue", BROKER)
    queue_partitions: Fact | None = vital("1", "partitions that they share", KAFKA)
