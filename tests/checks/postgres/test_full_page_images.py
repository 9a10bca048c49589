"""Whole pages in the log."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report
from checks.postgres.full_page_images import check
from checks.probes.postgres import Wal
from tests.checks.postgres.small import DAY, fires, not_looked_at, postgres, quiet, settings

MB = 10**6


def run(
    pages: int | None, size: int | None = 200 * MB, packed: str = "off", hours: float = 5.0
) -> Report:
    counted = Wal(position=1, full_pages=pages, bytes=size, since=100 * DAY - hours * 3600)
    return check(replace(settings(wal_compression=packed), wal=counted))


def test_fires_with_the_share() -> None:
    assert "61 % of 191 MiB of log are whole pages" in fires(run(15_000))


def test_leaves_a_small_share_and_compressed_pages_alone() -> None:
    assert quiet(run(5_000))
    assert quiet(run(15_000, packed="lz4"))


def test_little_log_or_a_short_span_is_no_evidence() -> None:
    assert run(12_000, 99 * MB).reason is Reason.INSUFFICIENT
    assert run(15_000, hours=0.1).reason is Reason.INSUFFICIENT


def test_an_old_server_a_missing_part_and_not_looked_at() -> None:
    assert run(None, None).reason is Reason.INSUFFICIENT
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"wal_counters": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.full_page_images").outcome is Outcome.UNKNOWN
