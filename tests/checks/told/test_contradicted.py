"""What a person told, and what was measured."""

from checks.core import Fact, Looks, Outcome, Reason, Report
from checks.engine import examine
from checks.probes.told import Told
from checks.told.contradicted import check
from checks.vitals import Vitals, told


def run(measured: float, said: float) -> Report:
    seen = Fact(name="requests_per_second", value=measured, unit="1/s", where="/metrics")
    return check(Told(answers={"requests_per_second": said}), Vitals().with_facts(seen))


def test_fires_with_both_figures() -> None:
    report = run(40.0, 500.0)
    (found,) = report.findings
    assert "was told as 500.0, and measured as 40.0 (/metrics)" in found.message
    assert "--tell requests_per_second" in found.remedy and len(found.facts) == 2


def test_leaves_about_the_same_alone() -> None:
    report = run(40.0, 45.0)
    assert report.outcome is Outcome.OK and report.examined == 1


def test_what_was_only_told_is_no_evidence() -> None:
    only = Vitals().with_facts(told("teams", 3))
    assert check(Told(answers={"teams": 3}), only).reason is Reason.INSUFFICIENT
    assert check(Told(answers={"teams": 3}), Vitals()).reason is Reason.INSUFFICIENT


def test_nobody_told_anything() -> None:
    name = "told.contradicted"
    assert examine(Looks(), [name])[name].report.outcome is Outcome.UNKNOWN
