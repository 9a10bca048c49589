"""Two looks made into one: the counters' differences over the time between them.

A counter that went down was reset in between: then what the second look shows is all that is known of
the window, and it is taken as it stands.
"""

from dataclasses import replace

from checks.core import Problem
from checks.probes.postgres.snapshot import (
    Counters,
    Index,
    Kind,
    Postgres,
    Statement,
    Statements,
    Table,
)


def between(first: Postgres, second: Postgres) -> Postgres:
    """The second look with every counter as its growth since the first, and `window_s` set.

    Raises:
        Problem: the looks are of different databases, or in the wrong order.
    """
    if first.database != second.database or second.at <= first.at:
        raise Problem(
            "these two looks cannot be compared",
            "take both of the same database, the earlier one first",
        )
    window_s = second.at - first.at
    tables = {(one.schema, one.name): one for one in first.tables}
    indexes = {(one.schema, one.name): one for one in first.indexes}
    return replace(
        second,
        window_s=window_s,
        statements=_statements(first.statements, second.statements, window_s),
        counters=_counters(first.counters, second.counters),
        tables=tuple(_table(tables.get((one.schema, one.name)), one) for one in second.tables),
        indexes=tuple(_index(indexes.get((one.schema, one.name)), one) for one in second.indexes),
    )


def _grown(before: int, after: int) -> int:
    return after - before if after >= before else after


def _statements(
    before: Statements | None, after: Statements | None, window_s: float
) -> Statements | None:
    if before is None or after is None:
        return None
    earlier = {one.id: one for one in before.rows}
    complete = before.distinct <= len(before.rows)
    reset = after.window_s is not None and after.window_s < window_s
    known = [one for one in after.rows if complete or reset or one.id in earlier]
    grown = [_statement(None if reset else earlier.get(one.id), one) for one in known]
    rows = sorted((one for one in grown if one.calls), key=lambda one: (-one.exec_ms, one.id))
    exec_ms = sum(one.exec_ms for one in rows if one.kind is not Kind.OTHER)
    hidden = sum(one.exec_ms for one in rows if not one.text)
    return Statements(
        rows=tuple(rows),
        calls=sum(one.calls for one in rows if one.kind is not Kind.OTHER),
        exec_ms=exec_ms,
        distinct=len(rows),
        hidden_share=hidden / exec_ms if exec_ms else 0.0,
        window_s=min(window_s, after.window_s) if after.window_s is not None else window_s,
        left_out=len(after.rows) - len(known),
    )


def _statement(before: Statement | None, after: Statement) -> Statement:
    if before is None or after.calls < before.calls:
        return after
    return replace(
        after,
        calls=after.calls - before.calls,
        exec_ms=max(0.0, after.exec_ms - before.exec_ms),
        rows=_grown(before.rows, after.rows),
        blocks_hit=_grown(before.blocks_hit, after.blocks_hit),
        blocks_read=_grown(before.blocks_read, after.blocks_read),
        temp_blocks=_grown(before.temp_blocks, after.temp_blocks),
    )


def _table(before: Table | None, after: Table) -> Table:
    if before is None:
        return after
    return replace(
        after,
        seq_scans=_grown(before.seq_scans, after.seq_scans),
        seq_rows=_grown(before.seq_rows, after.seq_rows),
        index_scans=_grown(before.index_scans, after.index_scans),
        inserted=_grown(before.inserted, after.inserted),
        updated=_grown(before.updated, after.updated),
        deleted=_grown(before.deleted, after.deleted),
        hot_updated=_grown(before.hot_updated, after.hot_updated),
    )


def _index(before: Index | None, after: Index) -> Index:
    return after if before is None else replace(after, scans=_grown(before.scans, after.scans))


def _counters(before: Counters | None, after: Counters | None) -> Counters | None:
    if before is None or after is None:
        return None
    sessions, active_ms = after.sessions, after.active_ms
    if before.sessions is not None and sessions is not None:
        sessions = _grown(before.sessions, sessions)
    if before.active_ms is not None and active_ms is not None:
        active_ms = active_ms - before.active_ms if active_ms >= before.active_ms else active_ms
    return replace(
        after,
        commits=_grown(before.commits, after.commits),
        rollbacks=_grown(before.rollbacks, after.rollbacks),
        blocks_hit=_grown(before.blocks_hit, after.blocks_hit),
        blocks_read=_grown(before.blocks_read, after.blocks_read),
        temp_files=_grown(before.temp_files, after.temp_files),
        temp_bytes=_grown(before.temp_bytes, after.temp_bytes),
        deadlocks=_grown(before.deadlocks, after.deadlocks),
        sessions=sessions,
        active_ms=active_ms,
    )
