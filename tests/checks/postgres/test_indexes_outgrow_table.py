"""Indexes that are larger than their table."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.indexes_outgrow_table import check
from checks.probes.postgres import Index
from tests.checks.postgres.small import fires, index, key, not_looked_at, postgres, quiet, table

MB = 10**6


def run(size: int, *indexes: Index) -> Report:
    return check(postgres(tables=(table(bytes=size),), tables_total=1, indexes=indexes))


def test_fires_from_100_mb_at_three_times() -> None:
    many = [index(name, bytes=150 * MB) for name in "abc"]
    report = run(100 * MB, *many)
    words = fires(report)
    assert "in 3 indexes; the largest: comments_a_idx" in words
    assert "'comments'::regclass" in words and report.findings[0].severity is Severity.HIGH


def test_from_1_gb_twice_is_enough() -> None:
    report = run(1000 * MB, index("a", bytes=2100 * MB))
    assert report.findings[0].severity is Severity.MEDIUM


def test_leaves_less_alone() -> None:
    assert quiet(run(100 * MB, *[index(name, bytes=90 * MB) for name in "abc"]))
    assert quiet(run(1000 * MB, key(), index("a", bytes=1000 * MB)))


def test_indexes_of_other_tables_do_not_count() -> None:
    assert quiet(run(100 * MB, index("a", on="other", bytes=900 * MB)))


def test_small_tables_are_not_judged() -> None:
    assert run(99 * MB, index("a", bytes=900 * MB)).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"tables": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.indexes_outgrow_table").outcome is Outcome.UNKNOWN
