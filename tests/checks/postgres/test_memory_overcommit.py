"""More memory promised than there is."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.memory_overcommit import check
from checks.vitals import Vitals, told
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings

GB = 1024**3
USUAL = {"shared_buffers": str(2 * GB), "max_connections": "200", "work_mem": str(4 * 1024**2),
         "autovacuum_max_workers": "3", "maintenance_work_mem": str(64 * 1024**2)}  # fmt: skip


def run(memory: int, **changes: str) -> Report:
    vitals = Vitals().with_facts(told("database_memory_bytes", memory))
    return check(settings(**{**USUAL, **changes}), vitals)


def test_fires_with_the_whole_sum() -> None:
    report = run(8 * GB, work_mem=str(64 * 1024**2))
    words = fires(report)
    assert "200 sessions x work_mem 64 MiB x 1.5" in words and "262 %" in words
    assert report.findings[0].severity is Severity.HIGH


def test_between_four_fifths_and_all_it_is_medium() -> None:
    assert run(4 * GB).findings[0].severity is Severity.MEDIUM


def test_leaves_room_alone() -> None:
    assert quiet(run(8 * GB))


def test_unknown_memory_asks_for_it() -> None:
    report = check(settings(**USUAL), Vitals())
    assert report.outcome is Outcome.UNKNOWN and report.wants == ("database_memory_bytes",)


def test_unknown_settings_a_missing_part_and_not_looked_at() -> None:
    known = Vitals().with_facts(told("database_memory_bytes", GB))
    assert check(postgres(settings={}), known).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"}), known).reason is Reason.ERROR
    assert not_looked_at("postgres.memory_overcommit").outcome is Outcome.UNKNOWN
