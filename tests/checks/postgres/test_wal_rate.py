"""How much log is written a second."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.wal_rate import check
from checks.probes.postgres import Wal
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet

MB = 10**6


def run(written: int | None, seconds: float | None = 10.0) -> Report:
    return check(postgres(wal=Wal(position=10**12, written=written), window_s=seconds))


def test_fires_from_50_mb_and_200_are_high() -> None:
    report = run(600 * MB)
    assert "57 MiB of write-ahead log are written a second" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert run(2000 * MB).findings[0].severity is Severity.HIGH


def test_leaves_less_alone() -> None:
    assert quiet(run(490 * MB))
    assert quiet(run(0))


def test_one_look_is_no_rate() -> None:
    assert run(None).reason is Reason.INSUFFICIENT
    assert "--seconds" in run(600 * MB, None).note
    assert run(600 * MB, 0.5).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"wal": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.wal_rate").outcome is Outcome.UNKNOWN
