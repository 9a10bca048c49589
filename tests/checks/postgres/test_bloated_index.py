"""An index far larger than its entries need."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.bloated_index import check
from checks.probes.postgres import Column, Index
from tests.checks.postgres.small import column, fires, index, not_looked_at, postgres, quiet, table

MB = 10**6


def run(one: Index, *columns: Column, rows: int = 100_000) -> Report:
    return check(postgres(indexes=(one,), columns=columns, tables=(table(rows=rows),)))


def test_fires_with_what_is_needed() -> None:
    words = fires(run(index("post_id", bytes=40 * MB), column("post_id")))
    assert "has 38 MiB, its entries need 2 MiB at most: 94 % is empty" in words
    assert "REINDEX INDEX CONCURRENTLY comments_post_id_idx;" in words


def test_a_gigabyte_is_medium() -> None:
    report = run(index("a", bytes=1100 * MB), column("a"))
    assert report.findings[0].severity is Severity.MEDIUM


def test_leaves_a_full_index_alone() -> None:
    assert quiet(run(index("a", bytes=21 * MB), column("a"), rows=10**6))


def test_leaves_half_empty_pages_after_random_inserts_alone() -> None:
    assert quiet(run(index("a", bytes=40 * MB), column("a"), rows=10**6))


def test_wide_keys_and_several_columns_count() -> None:
    wide = index("a", "b", bytes=150 * MB)
    assert quiet(run(wide, column("a", width=100), column("b", width=20), rows=10**6))


def test_what_cannot_be_told_is_not_judged() -> None:
    for one in (
        index("a", bytes=9 * MB),
        index("a", bytes=40 * MB, partial=True),
        index("a", bytes=40 * MB, method="gin"),
        index("", bytes=40 * MB),
        index("unknown", bytes=40 * MB),
        index("a", bytes=40 * MB, definition="... USING btree (a) INCLUDE (b)"),
    ):
        assert run(one, column("a")).reason is Reason.INSUFFICIENT


def test_a_table_that_was_never_analysed_is_not_judged() -> None:
    fresh = postgres(
        indexes=(index("a", bytes=40 * MB),), columns=(column("a"),),
        tables=(table(rows=-1, bytes=1, total_bytes=1, analyzed=False),),
    )  # fmt: skip
    assert check(fresh).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"columns": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.bloated_index").outcome is Outcome.UNKNOWN
