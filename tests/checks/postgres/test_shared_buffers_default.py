"""The default of shared_buffers under a database that misses it."""

from checks.core import Outcome, Reason, Report
from checks.postgres.shared_buffers_default import check
from tests.checks.postgres.small import counters, fires, not_looked_at, postgres, quiet

GB = 10**9


def run(hit: int = 800_000, read: int = 200_000, size: int = 5 * GB, **changes: object) -> Report:
    given = {"counters": counters(blocks_hit=hit, blocks_read=read), "database_bytes": size}
    return check(postgres(**{**given, **changes}))


def test_fires_with_what_misses() -> None:
    words = fires(run())
    assert "shared_buffers is 128 MiB under a database of 5 GiB; 20 % of the block" in words


def test_leaves_a_good_ratio_a_small_database_and_larger_buffers_alone() -> None:
    assert quiet(run(hit=10**8))
    assert quiet(run(size=GB - 1))
    assert quiet(run(settings={"shared_buffers": str(GB)}))


def test_few_accesses_a_missing_part_and_not_looked_at() -> None:
    assert run(hit=10, read=10).reason is Reason.INSUFFICIENT
    assert run(missing={"database_bytes": "x"}).reason is Reason.ERROR
    assert not_looked_at("postgres.shared_buffers_default").outcome is Outcome.UNKNOWN
