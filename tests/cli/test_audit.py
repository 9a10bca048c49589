"""The audit's gate and its screen."""

import json
from pathlib import Path

import pytest

from checks.core import Confidence, Finding, Looks, Outcome, Place, Reason, Report, Severity
from checks.engine import Result
from cli.audited import Audited, fails, faults
from cli.look import Seen
from cli.screen import audit as screen
from tests.cli.program import matches, program, rung, tree

PLACE = Place(path="compose.yaml", line=12)


def one(severity: Severity, confidence: Confidence = Confidence.HIGH) -> Finding:
    return Finding(
        message="max_connections is 100 and the pools may open 240.",
        remedy="Lower pool_size to 20, or take `rung add pool`.",
        severity=severity,
        confidence=confidence,
        place=PLACE,
        check="limits.connections",
    )


@pytest.mark.parametrize(
    ("fail_on", "severity", "fails_it"),
    [
        ("high", Severity.CRITICAL, True),
        ("high", Severity.HIGH, True),
        ("high", Severity.MEDIUM, False),
        ("critical", Severity.HIGH, False),
        ("medium", Severity.MEDIUM, True),
        ("low", Severity.LOW, True),
        ("never", Severity.CRITICAL, False),
    ],
)
def test_the_gate(fail_on: str, severity: Severity, fails_it: bool) -> None:
    assert fails(one(severity), fail_on) is fails_it


@pytest.mark.parametrize("confidence", [Confidence.MEDIUM, Confidence.LOW])
def test_what_is_not_sure_never_fails_the_gate(confidence: Confidence) -> None:
    assert not fails(one(Severity.CRITICAL, confidence), "low")


def test_what_only_speaks_against_rungs_is_no_fault() -> None:
    assert "limits.small_database" not in faults()
    assert "load.headroom" not in faults()
    assert "limits.connections" in faults()


def test_the_screen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    findings = (one(Severity.HIGH), one(Severity.MEDIUM, Confidence.LOW))
    reports = {
        "limits.connections": Report(outcome=Outcome.PROBLEM, findings=findings, examined=2),
        "limits.disk": Report(outcome=Outcome.UNKNOWN, reason=Reason.ABSENT, note="not measured"),
        "limits.xid_age": Report(outcome=Outcome.UNKNOWN, reason=Reason.INSUFFICIENT, note="few"),
        "load.errors": Report(outcome=Outcome.OK, examined=3),
        "config.small_pool": Report(outcome=Outcome.NOT_APPLICABLE, note="no pool"),
    }
    screen.show(
        Audited(
            root=Path("/srv/shop"),
            seen=Seen(looks=Looks()),
            results={name: Result(check=name, report=report) for name, report in reports.items()},
            findings=findings,
            fail_on="high",
            gated=findings[:1],
        )
    )
    matches("audit", capsys.readouterr().out)


def test_text_json_and_sarif_of_the_shop(shop: Path) -> None:
    before = tree(shop)
    text, page, sarif = (rung("audit", shop, "--format", one) for one in ("text", "json", "sarif"))
    assert text.code == page.code == sarif.code
    found = json.loads(page.out)
    assert set(found) == {"schema", "root", "gate", "findings", "to_mend", "gone", "checks"}
    assert found["gate"]["failed"] is (text.code == 1)
    assert len(json.loads(sarif.out)["runs"][0]["results"]) == len(found["findings"])
    assert tree(shop) == before


def test_output_is_the_only_file_written(shop: Path, tmp_path: Path) -> None:
    before = tree(shop)
    target = tmp_path / "audit.sarif"
    ran = rung("audit", shop, "--format", "sarif", "--output", target)
    assert ran.out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert tree(shop) == before


def test_the_same_audit_twice_is_the_same_to_the_byte(shop: Path) -> None:
    first = program("audit", shop, "--format", "sarif")
    second = program("audit", "--format", "sarif", cwd=shop)
    assert first.out == second.out
