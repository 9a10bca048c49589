"""Too much memory for shared_buffers."""

from checks.core import Outcome, Reason, Report
from checks.postgres.shared_buffers_large import check
from checks.vitals import Vitals, told
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings

GB = 1024**3


def run(buffers: int, memory: int = 16 * GB) -> Report:
    vitals = Vitals().with_facts(told("database_memory_bytes", memory))
    return check(settings(shared_buffers=str(buffers)), vitals)


def test_fires_above_two_fifths() -> None:
    words = fires(run(8 * GB))
    assert "shared_buffers is 8 GiB, 50 %" in words and "'4096MB'" in words


def test_leaves_a_quarter_and_two_fifths_alone() -> None:
    assert quiet(run(4 * GB))
    assert quiet(run(6 * GB))


def test_unknown_memory_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(), Vitals()).wants == ("database_memory_bytes",)
    known = Vitals().with_facts(told("database_memory_bytes", GB))
    assert check(postgres(settings={}), known).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"}), known).reason is Reason.ERROR
    assert not_looked_at("postgres.shared_buffers_large").outcome is Outcome.UNKNOWN
