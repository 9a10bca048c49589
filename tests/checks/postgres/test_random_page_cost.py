"""The planner's price of a random read, and the clock's."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report
from checks.postgres.random_page_cost import check
from tests.checks.postgres.small import counters, fires, not_looked_at, postgres, quiet, settings


def run(price: str, read_ms: float, reads: int = 100_000) -> Report:
    known = settings(random_page_cost=price)
    return check(replace(known, counters=counters(blocks_read=reads, read_ms=read_ms)))


def test_fires_when_the_clock_disagrees() -> None:
    words = fires(run("4", 5_000.0))
    assert "a block is read in 0.05 ms" in words
    assert "ALTER DATABASE shop SET random_page_cost = 1.1;" in words


def test_leaves_a_spinning_disk_alone() -> None:
    assert quiet(run("4", 600_000.0))


def test_leaves_a_set_price_alone() -> None:
    assert quiet(run("1.1", 5_000.0))


def test_untimed_or_few_reads_are_no_evidence() -> None:
    untimed = run("4", 0.0)
    assert untimed.reason is Reason.INSUFFICIENT and "track_io_timing" in untimed.note
    assert run("4", 100.0, reads=9_999).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"counters": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.random_page_cost").outcome is Outcome.UNKNOWN
