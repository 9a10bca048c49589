"""Commits that wait for a standby that is not there."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report, Severity
from checks.probes.postgres import Standby
from checks.replication.synchronous_standby_missing import check
from tests.checks.postgres.small import (
    copies,
    fires,
    not_looked_at,
    postgres,
    quiet,
    settings,
    standby,
)


def run(*there: Standby, names: str = "replica1", commit: str = "on") -> Report:
    known = settings(synchronous_standby_names=names, synchronous_commit=commit)
    return check(replace(known, replication=copies(*there).replication))


def test_fires_when_none_is_connected() -> None:
    report = run()
    assert "is 'replica1' and no such standby is connected" in fires(report)
    assert report.findings[0].severity is Severity.CRITICAL


def test_fires_when_only_others_are_connected() -> None:
    fires(run(standby(name="other", sync="async")))


def test_leaves_a_connected_one_alone() -> None:
    assert quiet(run(standby(sync="sync")))
    assert quiet(run(standby(sync="quorum"), names="ANY 1 (a, b)"))


def test_not_synchronous_a_missing_part_and_not_looked_at() -> None:
    assert run(names="").outcome is Outcome.NOT_APPLICABLE
    assert run(commit="local").outcome is Outcome.NOT_APPLICABLE
    assert run(standby(state=None, sync=None)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.synchronous_standby_missing").outcome is Outcome.UNKNOWN
