"""Vitals from a look at PostgreSQL; better from two looks (`postgres.between`) than from one.

Confidence. Statement statistics: LOW under 100 calls or 5 s, MEDIUM under 1,000 calls or an hour, else
HIGH; PgHero asks for 100 calls before it judges a statement, an hour is this tool's default. Sessions
are a few samples within a quarter of a second, so shares of them are MEDIUM, HIGH where they were sampled through a
window, and LOW when fewer than one session was at work.
"""

from collections.abc import Iterator

from checks.candidates import effect, index_candidates
from checks.core import Confidence, Fact
from checks.fill.fact import measured, window
from checks.probes.postgres import Activity, Kind, Postgres, Sequence, Statements
from checks.sql import tables_of

ENOUGH_BLOCKS = 10_000
"""Block accesses before a hit ratio is judged (pgassistant's bar)."""
XID_LIMIT = 2**31
TABLE_LIMIT = 2**32 * 8192
"""Bytes of one table: PostgreSQL's documentation, appendix "PostgreSQL Limits", relation size 32 TB."""
DAY = 86_400.0
WEEK = 7.0
"""Days from which a rate can be carried on (Prometheus users' rule for predict_linear: a week or two)."""
SMALL_BYTES = 1_000_000
"""A table that fits into every process many times; this tool's default (GitLab's example has 50 kB)."""
RARELY_WRITTEN = 0.01
"""Rows written per read of a table, under which a cached copy stays good (this tool's default)."""


def facts(postgres: Postgres) -> tuple[Fact, ...]:
    """Every vital that this look fills; what it could not read is simply not there."""
    found = [*_server(postgres), *_sizes(postgres), *_statement_stats(postgres)]
    if postgres.activity is not None:
        found += _activity(postgres.activity)
    if postgres.statements is not None:
        found += _statements(postgres, postgres.statements)
    return tuple(found)


def trust(statements: Statements) -> Confidence:
    """How sure shares of these statements are, by calls and span."""
    seconds = statements.window_s
    if statements.calls < 100 or (seconds is not None and seconds < 5):
        return Confidence.LOW
    if statements.calls < 1000 or seconds is None or seconds < 3600:
        return Confidence.MEDIUM
    return Confidence.HIGH


def _server(postgres: Postgres) -> Iterator[Fact]:
    limit = postgres.setting("max_connections")
    if limit is not None:
        yield measured("max_connections", int(limit), "pg_settings")
    if postgres.replica_lag_s is not None:
        yield measured("replica_lag_s", postgres.replica_lag_s, "pg_stat_replication")
    if (rate := postgres.log_rate) is not None:
        yield measured(
            "wal_bytes_per_second", rate, "pg_current_wal_lsn", window=window(postgres.window_s)
        )
    counters = postgres.counters
    accesses = counters.blocks_hit + counters.blocks_read if counters else 0
    if counters and accesses >= ENOUGH_BLOCKS:
        yield measured(
            "buffer_hit_ratio",
            counters.blocks_hit / accesses,
            "pg_stat_database",
            window=window(postgres.counted_s),
            confidence=Confidence.HIGH if postgres.window_s else Confidence.MEDIUM,
        )


def _sizes(postgres: Postgres) -> Iterator[Fact]:
    if postgres.database_bytes is not None:
        yield measured("database_bytes", postgres.database_bytes, "pg_database_size")
    if postgres.tables:
        largest = max(postgres.tables, key=lambda one: one.total_bytes)
        where = f"pg_class, {largest.schema}.{largest.name}"
        yield measured("largest_table_bytes", largest.total_bytes, where)
        known = [one for one in postgres.tables if one.rows >= 0]
        if known:
            longest = max(known, key=lambda one: one.rows)
            where = f"pg_class.reltuples, {longest.schema}.{longest.name}"
            yield measured("largest_table_rows", longest.rows, where)
    if postgres.xid_age is not None:
        yield measured("xid_age_share", postgres.xid_age / XID_LIMIT, "pg_database")
    narrow = [one for one in postgres.sequences if one.limit < 2**31]
    if narrow:
        fullest = max(narrow, key=lambda one: one.fill)
        yield measured("int4_fill", fullest.fill, _sequence(fullest))
    yield from _days_left(postgres, narrow)


def _sequence(one: Sequence) -> str:
    return f"pg_sequences, {one.schema}.{one.table}.{one.column}"


def _days_left(postgres: Postgres, narrow: list[Sequence]) -> Iterator[Fact]:
    """At the rate between two looks: of transaction ids, the first int4 key, the first table; growth of all."""
    if not postgres.window_s:
        return
    days, span = postgres.window_s / DAY, window(postgres.window_s)
    if postgres.xid_age is not None and postgres.xid_age_grown:
        left = max(0, XID_LIMIT - postgres.xid_age) / postgres.xid_age_grown * days
        yield measured(
            "xid_runway_days", left, "pg_database", window=span, confidence=_rate_trust(days)
        )
    if postgres.database_bytes_grown:
        grown = postgres.database_bytes_grown / days
        sure = _rate_trust(days)
        yield measured(
            "database_growth_bytes", grown, "pg_database_size", window=span, confidence=sure
        )
    growing = [
        (max(0, TABLE_LIMIT - one.bytes) / one.bytes_grown * days, one)
        for one in postgres.tables
        if one.bytes_grown
    ]
    if growing:
        left, widest = min(growing, key=lambda one: one[0])
        where = f"pg_class, {widest.schema}.{widest.name}"
        yield measured("table_runway_days", left, where, window=span, confidence=_rate_trust(days))
    lasting = [((one.limit - one.last) / one.grown * days, one) for one in narrow if one.grown]
    if lasting:
        left, first = min(lasting, key=lambda one: one[0])
        yield measured(
            "int4_runway_days", left, _sequence(first), window=span, confidence=_rate_trust(days)
        )


def _rate_trust(days: float) -> Confidence:
    """A rate of less than a day is that of its hour; a week has every weekday in it."""
    if days < 1:
        return Confidence.LOW
    return Confidence.HIGH if days >= WEEK else Confidence.MEDIUM


def _statement_stats(postgres: Postgres) -> Iterator[Fact]:
    if postgres.statements is not None:
        readable = postgres.statements.hidden_share < 0.5
        where = "pg_stat_statements" + (
            "" if readable else ": most texts are hidden from this user"
        )
        yield measured("statement_stats", readable, where)
    elif "time ran out" not in postgres.missing.get("statements", "time ran out"):
        yield measured("statement_stats", False, postgres.missing["statements"])


def _activity(activity: Activity) -> Iterator[Fact]:
    where, said = "pg_stat_activity", f"{activity.samples} samples"
    sure = Confidence.HIGH if activity.windowed else Confidence.MEDIUM
    hidden = Confidence.LOW if activity.hidden > activity.sessions / 2 else sure
    few = Confidence.LOW if activity.active < 1 else hidden
    yield measured("active_sessions", activity.active, where, window=said, confidence=hidden)
    yield measured(
        "connections_used", activity.sessions, where, window=said,
        confidence=Confidence.HIGH,
    )  # fmt: skip
    if activity.active > 0:
        for name, wait in (("io_wait_share", "IO"), ("lock_wait_share", "Lock")):
            share = activity.waits.get(wait, 0.0) / activity.active
            yield measured(name, share, where, window=said, confidence=few)
    seen = sum(activity.by_state.values()) - activity.by_state.get("hidden", 0.0)
    if seen > 0:
        in_transaction = sum(
            count for state, count in activity.by_state.items() if state.startswith("idle in")
        )
        idle = activity.by_state.get("idle", 0.0)
        yield measured("idle_share", idle / seen, where, window=said, confidence=hidden)
        share = in_transaction / seen
        yield measured("idle_in_transaction_share", share, where, window=said, confidence=hidden)


def _statements(postgres: Postgres, statements: Statements) -> Iterator[Fact]:
    where, span = "pg_stat_statements", window(statements.window_s)
    sure = trust(statements)
    yield measured("statement_calls", statements.calls, where, window=span)
    if statements.window_s is not None:
        yield measured("statement_window_s", statements.window_s, where, window=span)
    work = [one for one in statements.rows if one.kind is not Kind.OTHER]
    if not work or statements.exec_ms <= 0:
        return
    top = max(one.exec_ms for one in work) / statements.exec_ms
    yield measured("top_statement_share", top, where, window=span, confidence=sure)
    reading = sum(one.exec_ms for one in work if one.kind is Kind.READ) / statements.exec_ms
    yield measured("read_time_share", reading, where, window=span, confidence=sure)
    small = _small_reads_ms(postgres, statements) / statements.exec_ms
    yield measured("identical_read_share", small, where, window=span, confidence=sure)
    if not postgres.tables or "indexes" in postgres.missing:
        return
    share, speedup = effect(index_candidates(postgres))
    derived = f"derived from {where}, pg_index and pg_stats"
    yield measured("indexable_share", share, derived, window=span, confidence=sure)
    if share > 0:
        estimate = Confidence.LOW if sure is Confidence.LOW else Confidence.MEDIUM
        yield measured("index_speedup", speedup, derived, window=span, confidence=estimate)


def _small_reads_ms(postgres: Postgres, statements: Statements) -> float:
    """Time in statements that read nothing but small, rarely written tables."""
    by_name = {one.name: one for one in postgres.tables}
    total, reads = 0.0, list[tuple[float, int, tuple[str, ...]]]()
    for one in statements.rows:
        names = tables_of(one.text) if one.kind is Kind.READ else ()
        if names and all(name in by_name for name in names):
            reads.append((one.exec_ms, one.calls, names))
    calls: dict[str, int] = {}
    for _, count, names in reads:
        for name in names:
            calls[name] = calls.get(name, 0) + count
    for exec_ms, _, names in reads:
        tables = [by_name[name] for name in names]
        if all(
            one.total_bytes <= SMALL_BYTES and one.written <= RARELY_WRITTEN * calls[one.name]
            for one in tables
        ):
            total += exec_ms
    return total
