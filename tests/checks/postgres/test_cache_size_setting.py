"""What the planner believes of the file cache."""

from checks.core import Outcome, Reason, Report
from checks.postgres.cache_size_setting import check
from checks.vitals import Vitals, told
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings

GB = 1024**3


def run(believed: int, memory: int = 64 * GB) -> Report:
    vitals = Vitals().with_facts(told("database_memory_bytes", memory))
    return check(settings(effective_cache_size=str(believed)), vitals)


def test_fires_for_the_default_on_a_large_machine() -> None:
    words = fires(run(4 * GB))
    assert "4 GiB on a machine of 64 GiB (6.2 %)" in words and "'39322MB'" in words


def test_leaves_a_quarter_and_more_alone() -> None:
    assert quiet(run(16 * GB))
    assert quiet(run(4 * GB, memory=8 * GB))


def test_unknown_memory_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(), Vitals()).wants == ("database_memory_bytes",)
    known = Vitals().with_facts(told("database_memory_bytes", GB))
    assert check(postgres(settings={}), known).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"}), known).reason is Reason.ERROR
    assert not_looked_at("postgres.cache_size_setting").outcome is Outcome.UNKNOWN
