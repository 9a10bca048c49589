"""The size of pg_wal."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.wal_folder import check
from checks.probes.postgres import Wal
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings

GB = 10**9


def run(held: int | None, limit: int = GB) -> Report:
    wal = Wal(position=1, folder_bytes=held)
    return check(replace(settings(max_wal_size=str(limit)), wal=wal))


def test_fires_from_20_gb_and_50_are_high() -> None:
    report = run(25 * GB)
    assert "pg_wal holds 23 GiB; max_wal_size is 954 MiB" in fires(report)
    assert "Never delete files" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert run(60 * GB).findings[0].severity is Severity.HIGH


def test_leaves_less_and_what_was_set_so_alone() -> None:
    assert quiet(run(19 * GB))
    assert quiet(run(60 * GB, limit=64 * GB))


def test_unknown_a_missing_part_and_not_looked_at() -> None:
    assert run(None).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"wal_folder": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.wal_folder").outcome is Outcome.UNKNOWN
