"""The SARIF log says what code scanning needs, and its fingerprints live through edits of the file."""

import json
from pathlib import Path
from typing import Any

import jsonschema

from checks.core import (
    Confidence,
    Fact,
    Finding,
    Looks,
    Outcome,
    Place,
    Problem,
    Report,
    Severity,
    unknown,
)
from checks.engine import Result, discover
from cli.audited import Audited
from cli.look import Seen
from cli.page.sarif import log

COMPOSE = "services:\n  web:\n    image: shop\n  db:\n    image: postgres:17\n"
TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}
WANTED = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "required": ["tool", "results", "invocations", "automationDetails", "columnKind"],
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name", "semanticVersion", "rules"],
                                "properties": {
                                    "rules": {
                                        "items": {
                                            "required": [
                                                "id",
                                                "name",
                                                "shortDescription",
                                                "fullDescription",
                                                "help",
                                                "defaultConfiguration",
                                                "properties",
                                            ],
                                            "properties": {
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "helpUri": {"pattern": "^https?://[^ ]+[^.,; ]$"},
                                                "help": {"required": ["text", "markdown"]},
                                                "properties": {
                                                    "required": [
                                                        "precision",
                                                        "problem.severity",
                                                        "tags",
                                                    ],
                                                    "properties": {"tags": {"maxItems": 10}},
                                                },
                                            },
                                        }
                                    }
                                },
                            }
                        }
                    },
                    "results": {
                        "items": {
                            "required": [
                                "ruleId",
                                "ruleIndex",
                                "level",
                                "message",
                                "locations",
                                "partialFingerprints",
                            ],
                            "properties": {
                                "level": {"enum": ["error", "warning", "note"]},
                                "message": TEXT,
                                "locations": {"minItems": 1, "maxItems": 10},
                                "partialFingerprints": {"required": ["rung/v1"]},
                            },
                        }
                    },
                },
            },
        },
    },
}


def finding(line: int | None = 5, **more: Any) -> Finding:
    place = Place(path="deploy/compose file.yaml", line=line) if line else None
    check = sorted(discover())[0]
    return Finding(
        check=check, message="It is short.", remedy="Make it longer.", place=place, **more
    )


def audit(root: Path, *findings: Finding, unreached: tuple[Problem, ...] = ()) -> Any:
    first, second, *_ = sorted(discover())
    results = {
        first: Result(
            check=first, report=Report(outcome=Outcome.PROBLEM, findings=findings, examined=1)
        ),
        second: Result(check=second, report=unknown("not looked at: Postgres")),
    }
    return log(
        Audited(
            root=root,
            seen=Seen(looks=Looks(), unreached=unreached),
            results=results,
            findings=findings,
            fail_on="high",
            gated=(),
        )
    )


def fingerprints(page: Any) -> list[str]:
    return [one["partialFingerprints"]["rung/v1"] for one in page["runs"][0]["results"]]


def test_says_what_code_scanning_needs(project: Path) -> None:
    page = audit(_laid(project), finding(), finding(None, severity=Severity.LOW))
    jsonschema.validate(page, WANTED)
    json.dumps(page)


def test_a_place_is_relative_to_the_root_with_its_whole_region(project: Path) -> None:
    (result,) = audit(_laid(project), finding())["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "deploy/compose%20file.yaml",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {
        "startLine": 5,
        "startColumn": 5,
        "endLine": 5,
        "endColumn": 23,
        "snippet": {"text": "    image: postgres:17"},
    }


def test_evidence_in_other_files_is_related(project: Path) -> None:
    facts = (
        Fact(name="pool_size", value=5, where="app/db.py:3"),
        Fact(name="max_connections", value=100, where="pg_settings"),
    )
    (result,) = audit(_laid(project), finding(facts=facts))["runs"][0]["results"]
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "pool_size = 5"
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "app/db.py"


def test_what_was_not_judged_is_a_notification(project: Path) -> None:
    page = audit(_laid(project), unreached=(Problem("no answer from the database", "start it"),))
    (invocation,) = page["runs"][0]["invocations"]
    (note,) = invocation["toolConfigurationNotifications"]
    assert "not looked at: Postgres" in note["message"]["text"]
    assert invocation["executionSuccessful"] is False
    assert "no answer" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_a_fingerprint_lives_through_lines_above_and_new_indentation(project: Path) -> None:
    before = fingerprints(audit(_laid(project), finding()))
    _laid(project, "# one\n# two\n" + COMPOSE.replace("    image", "      image"))
    assert fingerprints(audit(project, finding(7))) == before


def test_a_fingerprint_changes_with_the_line_itself(project: Path) -> None:
    before = fingerprints(audit(_laid(project), finding()))
    _laid(project, COMPOSE.replace("17", "18"))
    assert fingerprints(audit(project, finding())) != before


def test_equal_lines_keep_identities_of_their_own(project: Path) -> None:
    root = _laid(project, "image: a\nimage: a\n")
    first, second = fingerprints(audit(root, finding(1), finding(2)))
    assert first != second


def test_a_message_does_not_make_the_identity(project: Path) -> None:
    root = _laid(project)
    sure, unsure = finding(), finding(confidence=Confidence.LOW)
    assert fingerprints(audit(root, sure)) == fingerprints(audit(root, unsure))


def _laid(root: Path, text: str = COMPOSE) -> Path:
    file = root / "deploy" / "compose file.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return root
