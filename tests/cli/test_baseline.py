"""Only what is new fails the gate, however lines come and go."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.core import Finding, Place
from cli.identity import identities
from tests.cli.program import rung

PACKAGE = '{"dependencies": {"axios": "1", "express": "4", "got": "1"}}'
FIRST = "const axios = require('axios');\naxios.get('https://x');\n"


@pytest.fixture
def shop(project: Path) -> Path:
    (project / "package.json").write_text(PACKAGE)
    (project / "a.js").write_text(FIRST)
    return project


@pytest.fixture
def known(shop: Path, tmp_path: Path) -> Path:
    path = tmp_path / "known.json"
    ran = rung("audit", shop, "--write-baseline", path)
    assert (ran.code, "1 finding known from now on" in " ".join(ran.out.split())) == (0, True)
    return path


def audit(shop: Path, known: Path) -> tuple[int, dict[str, Any]]:
    ran = rung("audit", shop, "--json", "--fail-on", "medium", "--baseline", known)
    return ran.code, json.loads(ran.out)


def test_what_is_known_passes_and_what_is_new_fails(shop: Path, known: Path) -> None:
    assert rung("audit", shop, "--fail-on", "medium").code == 1
    assert audit(shop, known)[0] == 0
    (shop / "server").mkdir()
    (shop / "server" / "package.json").write_text(PACKAGE)
    (shop / "server" / "b.js").write_text(FIRST)
    code, found = audit(shop, known)
    assert code == 1 and [one["known"] for one in found["findings"]] == [True, False]


def test_lines_that_come_and_go_change_nothing(shop: Path, known: Path) -> None:
    (shop / "a.js").write_text(f"// one\n\n// more\n{FIRST.replace(';', ' ;', 0)}\n// after\n")
    assert audit(shop, known)[0] == 0


def test_an_entry_that_is_gone_is_told_and_taken_out_by_hand(shop: Path, known: Path) -> None:
    before = known.read_bytes()
    (shop / "a.js").write_text("require('axios').get('https://x', {timeout: 500});\n")
    code, found = audit(shop, known)
    assert code == 0 and found["gone"] == ["app.outbound_without_timeout a.js:2"]
    assert known.read_bytes() == before
    assert "no longer found" in " ".join(rung("audit", shop, "--baseline", known).out.split())
    rung("audit", shop, "--write-baseline", known)
    assert json.loads(known.read_text())["findings"] == []


def test_an_entry_of_a_check_that_could_not_look_is_not_gone(shop: Path, known: Path) -> None:
    data = json.loads(known.read_text())
    data["findings"].append({"id": "0", "check": "postgres.dead_rows", "where": "t", "message": ""})
    known.write_text(json.dumps(data))
    assert audit(shop, known)[1]["gone"] == []


def test_the_same_findings_make_the_same_bytes(shop: Path, known: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    rung("audit", shop, "--write-baseline", again)
    assert again.read_bytes() == known.read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no baseline"),
        ("", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("{}", "is no baseline of this version"),
        ("[]", "is no baseline of this version"),
        ('{"baseline": 9, "findings": []}', "is no baseline of this version"),
        ('{"baseline": 1, "findings": [{"id": 1}]}', "is no baseline of this version"),
    ],
)
def test_a_file_that_is_none_is_a_clear_error(
    shop: Path, tmp_path: Path, text: str | None, said: str
) -> None:
    path = tmp_path / "x.json"
    if text is not None:
        path.write_text(text)
    ran = rung("audit", shop, "--baseline", path)
    assert ran.code == 2 and said in " ".join(ran.err.split())


def test_code_scanning_learns_what_is_new(shop: Path, known: Path) -> None:
    ran = rung("audit", shop, "--format", "sarif", "--baseline", known)
    (one,) = json.loads(ran.out)["runs"][0]["results"]
    assert one["baselineState"] == "unchanged"


LINES = st.lists(st.sampled_from(["", "a = 1", "# note", "  b()", "}"]), max_size=12)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=LINES, between=LINES, after=LINES, indent=st.sampled_from(["", "  ", "\t"]))
def test_identities_survive_edits_and_two_alike_stay_two(
    tmp_path: Path, before: list[str], between: list[str], after: list[str], indent: str
) -> None:
    path = tmp_path / "a.py"

    def told(*rows: list[str]) -> list[str]:
        path.write_text("\n".join([*rows[0], f"{indent}get(x)", *rows[1], "get(x)", *rows[2]]))
        places = (len(rows[0]) + 1, len(rows[0]) + len(rows[1]) + 2)
        found = [
            Finding(message=str(line), remedy="", place=Place(path="a.py", line=line), check="a.b")
            for line in places
        ]
        return identities(tmp_path, found)

    plain = told([], [], [])
    assert len(set(plain)) == 2
    assert told(before, between, after) == plain


TABLE = (
    "create table %s (id int, parent int references parents)",
    "insert into %s select n, 1 from generate_series(1, 20000) n",
    "analyze %s",
)


def test_a_live_database_that_changes_its_figures_has_nothing_new(
    shop: Path, database: str, tmp_path: Path
) -> None:
    known = tmp_path / "live.json"
    look = ("audit", shop, "--database-url", database)

    def run(*statements: str) -> None:
        for one in statements:  # a session's counters are whole once it has ended
            with psycopg.connect(database, autocommit=True) as line:
                line.execute(one)

    def new() -> list[str]:
        found = json.loads(rung(*look, "--json", "--baseline", known).out)["findings"]
        return [one["message"] for one in found if not one["known"] and not one["where"]]

    run("create table parents (id int primary key)", "insert into parents values (1)")
    run(*(one % name for name in ("first", "second") for one in TABLE))
    rung(*look, "--write-baseline", known)
    messages = [one["message"] for one in json.loads(known.read_text())["findings"]]
    assert sum("parent" in one for one in messages) >= 2
    run("insert into first select n, 1 from generate_series(1, 9000) n", "analyze first")
    assert new() == []
    run(*(one % "third" for one in TABLE))
    third = new()
    assert third and all("third" in one for one in third)
