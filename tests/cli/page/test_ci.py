"""The audit in the forms of CI systems: whole, escaped, and within their limits."""

import json
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest

from checks.core import Finding, Looks, Outcome, Place, Reason, Report, Severity
from checks.engine import Result
from checks.probes.repo.waivers import Waiver
from cli.audited import Audited, Standing
from cli.look import Seen
from cli.page.ci import github, gitlab, junit
from tests.cli.program import rung

ODD = Place(path="a:b,c%/\u00e4.py", line=3)


def finding(
    severity: Severity = Severity.HIGH, place: Place | None = ODD, message: str = "it is slow"
) -> Finding:
    return Finding(
        message=message, remedy="make it quick", severity=severity, place=place, check="app.slow"
    )


def audited(*findings: Finding, **standing: object) -> Audited:
    """These findings of one check, and a check that could not look, one that does not apply, one that is fine."""
    outcome = Outcome.PROBLEM if findings else Outcome.OK
    reports = {
        "app.slow": Report(outcome=outcome, findings=findings, examined=9),
        "app.other": Report(outcome=Outcome.UNKNOWN, reason=Reason.ABSENT, note="not measured"),
        "load.none": Report(outcome=Outcome.NOT_APPLICABLE, note="no load"),
        "load.fine": Report(outcome=Outcome.OK, examined=1),
    }
    return Audited(
        root=Path("/srv/shop"),
        seen=Seen(looks=Looks()),
        results={name: Result(check=name, report=report) for name, report in reports.items()},
        findings=findings,
        fail_on="high",
        gated=(),
        standings=tuple(
            Standing(identity=str(number), **standing)  # type: ignore[arg-type]
            for number, _ in enumerate(findings)
        ),
    )


WAIVER = Waiver(check="app.slow", reason="it may be slow", place=ODD)


def test_an_annotation_is_escaped() -> None:
    told = github(audited(finding(message="50 %\nof: it, is slow")))
    assert told == (
        "::error file=a%3Ab%2Cc%25/\u00e4.py,line=3,title=app.slow::50 %25%0Aof: it, is slow: make it quick\n"
    )


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (Severity.CRITICAL, "error"),
        (Severity.HIGH, "error"),
        (Severity.MEDIUM, "warning"),
        (Severity.LOW, "notice"),
    ],
)
def test_the_level_of_an_annotation(severity: Severity, level: str) -> None:
    assert github(audited(finding(severity, place=None))).startswith(f"::{level} title=app.slow::")


def test_no_more_annotations_than_are_shown_and_a_word_on_the_rest() -> None:
    many = [finding(place=Place(path="a.py", line=line)) for line in range(1, 41)]
    lines = github(audited(*many, finding(Severity.LOW))).splitlines()
    assert [one.startswith("::error") for one in lines] == [True] * 10 + [False, False]
    assert lines[-1] == "::notice title=rung::30 more findings; --format sarif has them all"


@pytest.mark.parametrize("standing", [{"known": True}, {"waiver": WAIVER}])
def test_what_is_known_or_waived_is_not_annotated(standing: dict[str, object]) -> None:
    found = audited(finding(), **standing)
    assert github(found) == ""
    assert xml.fromstring(junit(found)).find(".//failure") is None


def test_gitlab_tells_what_has_a_place_and_is_not_waived() -> None:
    (one,) = gitlab(audited(finding(), finding(place=None)))
    assert one == {
        "description": "it is slow: make it quick",
        "check_name": "app.slow",
        "fingerprint": "0",
        "severity": "major",
        "location": {"path": ODD.path, "lines": {"begin": 3}},
    }
    assert gitlab(audited(finding(), waiver=WAIVER)) == []
    assert len(gitlab(audited(finding(), known=True))) == 1  # GitLab compares for itself


def test_junit_has_a_case_for_each_check() -> None:
    root = xml.fromstring(junit(audited(finding(message="a < b & \x00\x1b[31m"), finding())))
    assert [
        (one.get("name"), one.get("tests"), one.get("failures"), one.get("skipped")) for one in root
    ] == [("app", "2", "1", "1"), ("load", "2", "0", "1")]
    failure = root.find(".//testcase[@name='app.slow']/failure")
    assert failure is not None and failure.get("message") == "a < b & ??[31m"
    assert failure.text is not None and failure.text.count("make it quick") == 2
    skipped = root.find(".//testcase[@name='app.other']/skipped")
    assert skipped is not None and skipped.get("message") == "not judged: not measured"
    assert list(root.iterfind(".//testcase[@name='load.fine']/*")) == []


@pytest.mark.parametrize("form", ["github", "gitlab", "junit"])
def test_through_the_front_door(project: Path, tmp_path: Path, form: str) -> None:
    (project / "package.json").write_text('{"dependencies": {"axios": "1", "express": "4"}}')
    (project / "a.js").write_text("const axios = require('axios');\naxios.get('https://x');\n")
    target = tmp_path / "out"
    ran = rung("audit", project, "--format", form, "--fail-on", "medium", "--output", target)
    told = target.read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (1, "") and "app.outbound_without_timeout" in told
    if form == "gitlab":
        assert json.loads(told)[0]["location"] == {"path": "a.js", "lines": {"begin": 2}}
