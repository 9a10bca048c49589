"""The audit in the forms that CI systems read: GitHub's annotations, GitLab's code quality, JUnit's report."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as xml

from checks.core import Finding, Outcome, Severity
from checks.engine import Result
from cli.audited import Audited

MOST_ANNOTATIONS = 10
"""Of each level in one step; GitHub drops more without a word:
https://docs.github.com/en/rest/checks/runs (annotations) and the runner's own limits."""
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
}
GITLAB = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "major",
    Severity.MEDIUM: "minor",
    Severity.LOW: "info",
}
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not: https://www.w3.org/TR/xml/#charsets."""


def github(found: Audited) -> str:
    """A workflow command for each new finding, the worst ten of each level, and a word on how many more there are.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines, left = [], 0
    for level in dict.fromkeys(LEVELS.values()):
        own = [one for one in found.new if LEVELS[one.severity] == level]
        lines += [_command(level, one) for one in own[:MOST_ANNOTATIONS]]
        left += len(own[MOST_ANNOTATIONS:])
    if left:
        lines.append(f"::notice title=rung::{left} more findings; --format sarif has them all")
    return "".join(f"{one}\n" for one in lines)


def _command(level: str, one: Finding) -> str:
    place = f"file={_property(one.place.path)},line={one.place.line}," if one.place else ""
    return f"::{level} {place}title={_property(one.check)}::{_data(f'{one.message}: {one.remedy}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(found: Audited) -> list[dict[str, Any]]:
    """An issue for each finding that has a place and is not waived; GitLab itself tells the new ones.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    waived = {id(one) for one, _ in found.waived}
    return [
        {
            "description": f"{one.message}: {one.remedy}",
            "check_name": one.check,
            "fingerprint": how.identity,
            "severity": GITLAB[one.severity],
            "location": {"path": one.place.path, "lines": {"begin": one.place.line}},
        }
        for one, how in zip(found.findings, found.standings, strict=True)
        if one.place is not None and id(one) not in waived
    ]


def junit(found: Audited) -> str:
    """A case for each check, a suite for each area: new findings fail it, what could not be judged is skipped."""
    root = xml.Element("testsuites", name="rung audit")
    areas: dict[str, list[str]] = {}
    for name in found.results:
        areas.setdefault(name.partition(".")[0], []).append(name)
    for area, names in areas.items():
        cases = [_case(name, found.results[name], found) for name in names]
        counts = {
            "name": area,
            "tests": str(len(cases)),
            "failures": str(sum(one.find("failure") is not None for one in cases)),
            "skipped": str(sum(one.find("skipped") is not None for one in cases)),
        }
        suite = xml.SubElement(root, "testsuite", counts)
        suite.extend(cases)
    xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml.tostring(root, encoding="unicode")}\n'


def _case(name: str, result: Result, found: Audited) -> xml.Element:
    case = xml.Element("testcase", classname=name.partition(".")[0], name=name)
    new = [one for one in found.new if one.check == name]
    if new:
        worst = f"{new[0].severity}, {new[0].confidence} confidence"
        failure = xml.SubElement(case, "failure", type=worst, message=_plain(new[0].message))
        failure.text = _plain("\n".join(_sentences(new)))
    elif result.report.outcome in {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}:
        why = "not judged" if result.report.outcome is Outcome.UNKNOWN else "not applicable"
        xml.SubElement(case, "skipped", message=_plain(f"{why}: {result.report.note}"))
    return case


def _sentences(findings: list[Finding]) -> Iterator[str]:
    for one in findings:
        yield f"{one.place or 'the running system'}: {one.message}"
        yield f"  {one.remedy}"


def _plain(text: str) -> str:
    return NOT_XML.sub("?", text)
