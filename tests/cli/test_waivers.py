"""What people decided to live with is told apart, with its reason, and hides nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import rung

PACKAGE = '{"dependencies": {"axios": "1", "express": "4"}}'
CALL = "axios.get('https://x');"
CHECK = "app.outbound_without_timeout"
SAID = 'reason="the caller has a deadline"'


@pytest.fixture
def shop(project: Path) -> Path:
    (project / "package.json").write_text(PACKAGE)
    return project


def audit(shop: Path, text: str, *, config: str = "") -> dict[str, Any]:
    """The audit of one call, written like this, under this configuration."""
    (shop / "a.js").write_text(f"const axios = require('axios');\n{text}\n")
    (shop / "rung.toml").write_text(config)
    ran = rung("audit", shop, "--json", "--fail-on", "medium")
    found: dict[str, Any] = json.loads(ran.out)
    assert found["gate"]["failed"] is (ran.code == 1)
    return found


def waived(found: dict[str, Any]) -> list[str]:
    return [one["waived"]["reason"] for one in found["findings"] if one["waived"]]


@pytest.mark.parametrize(
    "text",
    [
        f"{CALL} // rung: ignore[{CHECK}] {SAID}",
        f"// rung: ignore[{CHECK}] {SAID}\n{CALL}",
        f"{CALL} /* rung: ignore[app.no_metrics, {CHECK}] {SAID} until=2999-01-01 */",
    ],
)
def test_a_waiver_beside_the_line(shop: Path, text: str) -> None:
    found = audit(shop, text)
    assert waived(found) == ["the caller has a deadline"]
    assert not found["gate"]["failed"] and not found["to_mend"]


@pytest.mark.parametrize("path", ["", ', path = "*.js"', ", until = 2999-01-01"])
def test_a_waiver_of_the_configuration(shop: Path, path: str) -> None:
    row = f'waivers = [{{check = "{CHECK}", reason = "the caller has a deadline"{path}}}]\n'
    found = audit(shop, CALL, config=row)
    assert waived(found) == ["the caller has a deadline"] and not found["gate"]["failed"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{CALL} // rung: ignore[{CHECK}]", "gives no reason"),
        (f'{CALL} // rung: ignore[{CHECK}] reason="todo"', "gives no reason"),
        (f"{CALL} // rung: ignore[{CHECK}] {SAID} until=2020-01-01", "ended on 2020-01-01"),
        (f"{CALL} // rung: ignore[{CHECK}] {SAID} until=2026-02-31", "ended on"),
        (f"{CALL} // rung: ignore[app.outbound] {SAID}", "there is no check app.outbound"),
        (f"{CALL} // rung: ignore[] {SAID}", "there is no check named"),
    ],
)
def test_one_that_counts_for_nothing_is_told(shop: Path, text: str, said: str) -> None:
    found = audit(shop, text)
    assert not waived(found) and found["gate"]["failed"]
    assert [said in one for one in found["to_mend"]] == [True]
    assert found["to_mend"][0].startswith("a.js:2: ")


@pytest.mark.parametrize(
    "text",
    [
        f"{CALL} // rung: ignore[app.no_metrics] {SAID}",
        f"// rung: ignore[{CHECK}] {SAID}\n\n{CALL}",
        f"{CALL}\n// rung: ignore[{CHECK}] {SAID}",
    ],
)
def test_it_hides_nothing_but_its_own_check_at_its_own_line(shop: Path, text: str) -> None:
    found = audit(shop, text)
    assert not waived(found) and found["gate"]["failed"]


def test_one_of_the_configuration_that_waives_nothing_is_told(shop: Path) -> None:
    row = '[[waivers]]\ncheck = "%s"\nreason = "it is not needed any more"\n'
    found = audit(shop, "", config=row % CHECK + row % "postgres.dead_rows")
    assert found["to_mend"] == [
        f"rung.toml:2: the waiver of {CHECK} counts for nothing: nothing is found that it waives"
    ]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("waivers = 3\n", "rung.toml:1: waivers is a list of tables"),
        ('waivers = ["app.no_metrics"]\n', "waivers is a list of tables"),
        ('waivers = [{check = "a.b", reson = "x"}]\n', "unknown key reson of a waiver"),
        ('waivers = [{check = "a.b", until = "soon"}]\n', "until of a waiver cannot be 'soon'"),
        (
            'waivers = [{check = "a.b", until = 2027-01-01T09:00:00}]\n',
            "until of a waiver cannot be",
        ),
    ],
)
def test_a_mistake_is_a_clear_error(shop: Path, config: str, said: str) -> None:
    (shop / "rung.toml").write_text(config)
    ran = rung("audit", shop)
    assert ran.code == 2 and said in " ".join(ran.err.split())


def test_code_scanning_learns_why(shop: Path) -> None:
    audit(shop, f"{CALL} // rung: ignore[{CHECK}] {SAID}")
    (run,) = json.loads(rung("audit", shop, "--format", "sarif").out)["runs"]
    (one,) = [each for each in run["results"] if each["ruleId"] == CHECK]
    assert one["suppressions"] == [
        {"kind": "inSource", "justification": "the caller has a deadline"}
    ]


def test_the_screen_tells_the_reason(shop: Path) -> None:
    audit(shop, f"{CALL} // rung: ignore[{CHECK}] {SAID} until=2999-01-01")
    told = rung("audit", shop).out
    assert "1 waived" in told and "the caller has a deadline, until 2999-01-01" in told
