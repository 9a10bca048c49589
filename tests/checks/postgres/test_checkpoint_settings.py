"""How checkpoints are set."""

from checks.core import Outcome, Reason, Report
from checks.postgres.checkpoint_settings import check
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings


def run(target: str, every_ms: str) -> Report:
    return check(settings(checkpoint_completion_target=target, checkpoint_timeout=every_ms))


def test_fires_for_the_old_default() -> None:
    words = fires(run("0.5", "300000"))
    assert "checkpoint_completion_target = '0.9'" in words and "checkpoint_timeout" not in words


def test_fires_for_a_short_interval() -> None:
    assert "checkpoint_timeout is 60 s" in fires(run("0.9", "60000"))


def test_both_at_once() -> None:
    assert len(run("0.5", "60000").findings) == 2


def test_leaves_the_default_and_longer_alone() -> None:
    assert quiet(run("0.9", "300000"))
    assert quiet(run("0.8", "1800000"))


def test_unknown_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.checkpoint_settings").outcome is Outcome.UNKNOWN
