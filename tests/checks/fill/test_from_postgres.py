"""Vitals from a look at PostgreSQL, each with its source; what was not seen is not filled."""

from dataclasses import replace

import pytest

from checks.core import Confidence, Fact
from checks.fill.from_postgres import facts
from checks.probes.postgres import Kind, Postgres, Sequence
from tests.checks.postgres.small import (
    activity,
    index,
    key,
    postgres,
    statement,
    statements,
    table,
)


def filled(seen: Postgres) -> dict[str, Fact]:
    return {one.name: one for one in facts(seen)}


def test_an_empty_look_fills_next_to_nothing() -> None:
    assert set(filled(postgres())) == {"max_connections"}


def test_sessions_and_what_they_wait_for() -> None:
    busy = activity(
        sessions=20,
        by_state={"active": 8.0, "idle": 10.0, "idle in transaction": 2.0},
        waits={"CPU": 4.0, "IO": 3.0, "Lock": 1.0},
    )
    found = filled(postgres(activity=busy))
    values = {name: fact.value for name, fact in found.items()}
    assert values["active_sessions"] == 8 and values["connections_used"] == 20
    assert values["io_wait_share"] == 0.375 and values["lock_wait_share"] == 0.125
    assert values["idle_share"] == 0.5 and values["idle_in_transaction_share"] == 0.1
    assert found["io_wait_share"].confidence is Confidence.MEDIUM


def test_nobody_at_work_waits_for_nothing_known() -> None:
    found = filled(postgres(activity=activity(sessions=0, by_state={}, waits={})))
    assert found["active_sessions"].value == 0
    assert not {"io_wait_share", "lock_wait_share", "idle_share"} & set(found)


def test_waits_of_hardly_anybody_are_unsure() -> None:
    little = activity(by_state={"active": 0.4, "idle": 9.0}, waits={"IO": 0.4})
    assert filled(postgres(activity=little))["io_wait_share"].confidence is Confidence.LOW


def test_sizes_and_limits() -> None:
    narrow = Sequence(
        schema="public", table="t", column="id", type="integer", last=2**30, limit=2**31 - 1
    )
    wide = replace(narrow, type="bigint", limit=2**63 - 1)
    found = filled(
        postgres(
            tables=(table("a", rows=10, total_bytes=9_000_000), table("b", rows=5000)),
            sequences=(wide, narrow), database_bytes=12_000_000, xid_age=2**30,
        )
    )  # fmt: skip
    assert found["largest_table_bytes"].value == 9_000_000
    assert found["largest_table_bytes"].where == "pg_class, public.a"
    assert found["largest_table_rows"].value == 5000
    assert found["int4_fill"].value == 0.5 and found["xid_age_share"].value == 0.5


def key_of(table: str, last: int, grown: int | None) -> Sequence:
    return Sequence(
        schema="public", table=table, column="id", type="integer", last=last, limit=2**31 - 1,
        grown=grown,
    )  # fmt: skip


def test_days_left_at_the_rate_between_two_looks() -> None:
    """Half a day's window: 1,000 ids used of the 2^30 left; the fuller key is still, the other runs out first."""
    still, first = key_of("a", 2**30, None), key_of("b", 2**20, 1_000_000)
    seen = postgres(sequences=(still, first), xid_age=2**30, xid_age_grown=1000, window_s=43_200.0)
    found = filled(seen)
    assert found["xid_runway_days"].value == pytest.approx(2**30 / 1000 / 2, rel=1e-5)
    assert found["int4_runway_days"].value == pytest.approx((2**31 - 1 - 2**20) / 1e6 / 2, rel=1e-5)
    assert found["int4_runway_days"].where == "pg_sequences, public.b.id"
    assert found["int4_fill"].where == "pg_sequences, public.a.id"
    assert found["int4_runway_days"].confidence is Confidence.LOW, "half a day has no night"


def test_days_left_of_the_first_table_and_growth_by_the_day() -> None:
    """Half a day's window: 1 GB more in the table, 3 GB in the whole database."""
    one = replace(table("events"), bytes=2**40, bytes_grown=10**9)
    seen = postgres(
        tables=(one, table("still")), database_bytes=2**41, database_bytes_grown=3 * 10**9,
        window_s=43_200.0,
    )  # fmt: skip
    found = filled(seen)
    assert found["database_growth_bytes"].value == 6 * 10**9
    assert found["table_runway_days"].value == pytest.approx(31 * 2**40 / 2e9, rel=1e-5)
    assert found["table_runway_days"].where == "pg_class, public.events"


@pytest.mark.parametrize(
    ("days", "sure"), [(0.5, Confidence.LOW), (2, Confidence.MEDIUM), (7, Confidence.HIGH)]
)
def test_a_rate_is_as_sure_as_its_span_is_long(days: float, sure: Confidence) -> None:
    seen = postgres(sequences=(key_of("b", 1, 5),), window_s=days * 86_400)
    assert filled(seen)["int4_runway_days"].confidence is sure


@pytest.mark.parametrize("window", [None, 3600.0])
def test_without_use_or_without_a_second_look_no_days_are_said(window: float | None) -> None:
    seen = postgres(
        sequences=(key_of("b", 5, 0),), xid_age=100, xid_age_grown=None, window_s=window
    )
    assert not {"xid_runway_days", "int4_runway_days"} & set(filled(seen))


def test_a_table_that_was_never_analysed_has_no_known_rows() -> None:
    assert "largest_table_rows" not in filled(postgres(tables=(table(rows=-1),)))


READ = statement("select * from comments where post_id = $1", calls=2000, mean_ms=20.0)
WRITE = statement("insert into comments values ($1)", calls=1000, mean_ms=10.0, kind=Kind.WRITE)


def shop(**changes: object) -> Postgres:
    given = {"tables": (table(),), "indexes": (key(),), "statements": statements(READ, WRITE)}
    return postgres(**{**given, **changes})


def test_shares_of_the_statements_time() -> None:
    found = filled(shop())
    assert found["statement_calls"].value == 3000
    assert found["top_statement_share"].value == 0.8
    assert found["read_time_share"].value == 0.8
    assert found["indexable_share"].value == 0.8
    assert float(found["index_speedup"].value) > 2
    assert found["statement_stats"].value is True
    assert found["top_statement_share"].confidence is Confidence.HIGH
    assert found["top_statement_share"].window == "last 60 min"


def test_with_the_index_there_is_nothing_to_gain() -> None:
    found = filled(shop(indexes=(key(), index("post_id"))))
    assert found["indexable_share"].value == 0
    assert "index_speedup" not in found


@pytest.mark.parametrize(
    ("calls", "window_s", "wanted"),
    [
        (50, 3600.0, Confidence.LOW),
        (5000, 2.0, Confidence.LOW),
        (5000, 30.0, Confidence.MEDIUM),
        (500, 7200.0, Confidence.MEDIUM),
        (5000, None, Confidence.MEDIUM),
        (5000, 7200.0, Confidence.HIGH),
    ],
)
def test_confidence_follows_calls_and_span(
    calls: int, window_s: float | None, wanted: Confidence
) -> None:
    read = statement("select * from comments where post_id = $1", calls=calls)
    found = filled(shop(statements=statements(read, window_s=window_s)))
    assert found["top_statement_share"].confidence is wanted


def test_no_statistics_is_said_with_the_reason() -> None:
    fact = filled(shop(statements=None, missing={"statements": "not installed"}))["statement_stats"]
    assert fact.value is False and fact.where == "not installed"


def test_a_look_that_ran_out_of_time_says_nothing_of_the_statistics() -> None:
    late = shop(statements=None, missing={"statements": "the look's time ran out before this part"})
    assert "statement_stats" not in filled(late)


def test_hidden_texts_are_no_statistics() -> None:
    hidden = statements(statement("", calls=5000), hidden_share=1.0)
    assert filled(shop(statements=hidden))["statement_stats"].value is False


def test_reads_of_small_tables_that_hardly_change() -> None:
    small = table("settings", rows=200, updated=5)
    busy = table("carts", rows=200, updated=5000)
    reads = statements(
        statement("select * from settings where name = $1", calls=9000, mean_ms=1.0),
        statement("select * from carts where id = $1", calls=1000, mean_ms=1.0),
    )
    found = filled(shop(tables=(small, busy), statements=reads))
    assert found["identical_read_share"].value == 0.9


def test_an_idle_window_fills_no_share() -> None:
    found = filled(shop(statements=statements()))
    assert found["statement_calls"].value == 0
    assert not {"top_statement_share", "indexable_share", "read_time_share"} & set(found)
