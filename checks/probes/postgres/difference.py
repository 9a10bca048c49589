"""Two looks made into one: the counters' differences over the time between them.

A counter that went down was reset in between: then what the second look shows is all that is known of
the window, and it is taken as it stands.
"""

from dataclasses import replace

from checks.core import Problem
from checks.probes.postgres.relations import Index, Sequence, Table
from checks.probes.postgres.snapshot import Postgres
from checks.probes.postgres.traffic import Counters, Kind, Statement, Statements
from checks.probes.postgres.upkeep import Archiver, Checkpoints, Wal


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
        wal=_wal(first.wal, second.wal),
        checkpoints=_checkpoints(first.checkpoints, second.checkpoints),
        archiver=_archiver(first.archiver, second.archiver),
        indexes=tuple(_index(indexes.get((one.schema, one.name)), one) for one in second.indexes),
        sequences=_sequences(first.sequences, second.sequences),
        database_bytes_grown=_climbed(first.database_bytes, second.database_bytes),
        xid_age_grown=_climbed(first.xid_age, second.xid_age),
    )


def _grown(before: int, after: int) -> int:
    return after - before if after >= before else after


def _climbed(before: int | None, after: int | None) -> int | None:
    """What a figure that is no counter rose by; None where it fell or is not known."""
    return None if before is None or after is None or after < before else after - before


def _sequences(before: tuple[Sequence, ...], after: tuple[Sequence, ...]) -> tuple[Sequence, ...]:
    earlier = {(one.schema, one.table, one.column): one.last for one in before}
    return tuple(
        replace(one, grown=_climbed(earlier.get((one.schema, one.table, one.column)), one.last))
        for one in after
    )


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
        wal_bytes=_grown(before.wal_bytes, after.wal_bytes),
        squares_ms2=None
        if before.squares_ms2 is None or after.squares_ms2 is None
        else max(0.0, after.squares_ms2 - before.squares_ms2),
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
        newpage_updated=_grown(before.newpage_updated, after.newpage_updated),
        bytes_grown=_climbed(before.bytes, after.bytes),
    )


def _index(before: Index | None, after: Index) -> Index:
    if before is None:
        return after
    return replace(
        after,
        scans=_grown(before.scans, after.scans),
        entries_read=_grown(before.entries_read, after.entries_read),
    )


def _wal(before: Wal | None, after: Wal | None) -> Wal | None:
    """Bytes from the position, which no reset moves; page images and records from the counters."""
    if before is None or after is None:
        return None
    grown = replace(after, written=max(0, after.position - before.position))
    if None in (before.records, after.records, before.full_pages, after.full_pages):
        return grown
    return replace(
        grown,
        records=_grown(before.records or 0, after.records or 0),
        full_pages=_grown(before.full_pages or 0, after.full_pages or 0),
        bytes=_grown(before.bytes or 0, after.bytes or 0),
    )


def _checkpoints(before: Checkpoints | None, after: Checkpoints | None) -> Checkpoints | None:
    if before is None or after is None:
        return None
    return replace(
        after,
        timed=_grown(before.timed, after.timed),
        requested=_grown(before.requested, after.requested),
    )


def _archiver(before: Archiver | None, after: Archiver | None) -> Archiver | None:
    if before is None or after is None:
        return None
    return replace(
        after,
        archived=_grown(before.archived, after.archived),
        failed=_grown(before.failed, after.failed),
    )


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
        read_ms=after.read_ms - before.read_ms
        if after.read_ms >= before.read_ms
        else after.read_ms,
        conflicts=_grown(before.conflicts, after.conflicts),
    )
