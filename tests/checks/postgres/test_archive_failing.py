"""An archive that fails."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report
from checks.postgres.archive_failing import check
from checks.probes.postgres import Archiver, Wal
from tests.checks.postgres.small import DAY, fires, not_looked_at, postgres, quiet, settings

NOW = 100 * DAY


def run(last: float | None, failed: float | None, mode: str = "on") -> Report:
    state = Archiver(archived=9, failed=4, last_archived=last, last_failed=failed)
    wal = Wal(position=1, folder_bytes=3 * 1024**3)
    return check(replace(settings(archive_mode=mode), archiver=state, wal=wal))


def test_fires_with_the_last_success() -> None:
    words = fires(run(NOW - 7200, NOW - 5))
    assert "fails (4 times), the last success was 2 h ago; pg_wal holds 3 GiB" in words


def test_fires_when_nothing_ever_was_archived() -> None:
    assert "nothing was ever archived" in fires(run(None, NOW - 5))


def test_leaves_a_repaired_archive_alone() -> None:
    assert quiet(run(NOW - 5, NOW - 7200))
    assert quiet(run(NOW - 5, None))


def test_off_not_yet_a_missing_part_and_not_looked_at() -> None:
    assert run(None, NOW - 5, mode="off").outcome is Outcome.NOT_APPLICABLE
    assert run(None, None).reason is Reason.INSUFFICIENT
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"archiver": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.archive_failing").outcome is Outcome.UNKNOWN
