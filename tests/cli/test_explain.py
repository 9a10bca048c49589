"""Every check, rung and figure has a page."""

import json

import pytest

from cli.catalogue import catalogue, page_of
from cli.screen import explain
from tests.cli.program import rung


def test_everything_is_listed_by_its_name() -> None:
    listed = rung("explain").out
    for name in catalogue():
        assert f"  {name}" in listed


@pytest.mark.parametrize("kind", ["rung", "check", "figure"])
def test_every_page_can_be_shown(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    for entry in catalogue().values():
        if entry.kind == kind:
            explain.one(entry)
            shown = capsys.readouterr().out
            assert shown.startswith(f"{entry.name} ({kind})")


def test_a_rungs_page_has_its_sections() -> None:
    shown = rung("explain", "query_index").out
    for heading in ("When", "Not when", "Why before the next", "Do", "Verify", "Undo", "Sources"):
        assert f"\n{heading}\n" in shown


def test_a_checks_page_says_which_rung_it_speaks_for() -> None:
    assert dict(page_of("shape.missing_index").head)["Speaks for"].startswith("query_index")


def test_json() -> None:
    (page,) = json.loads(rung("explain", "pool", "--json").out)["pages"]
    assert page["name"] == "pool"
    assert page["kind"] == "rung"


def test_no_line_is_wider_than_a_narrow_terminal() -> None:
    for line in rung("explain", "observe", width=60).out.splitlines():
        assert len(line) <= 60 or line.startswith(("  ", "|")), line


def test_the_schema_of_the_figures_is_the_one_of_assess() -> None:
    assert rung("explain", "--schema", "vitals").out == rung("assess", "--schema").out
