"""What a person told is kept outside the project: readable, changeable, its owner's alone, no error where it cannot."""

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checks.answers import Answers, keep, load, where
from checks.core import Fact, Problem
from checks.saved import load as look

DAY = date(2026, 3, 14)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def fact(name: str, value: float | bool) -> Fact:
    return Fact(name=name, value=value, unit="ratio", where=where(DAY))


def kept(root: Path, *facts: Fact, unknown: tuple[str, ...] = ()) -> Path:
    before = load(root, DAY)
    known = {one.name: one for one in facts}
    keep(root, replace(before, facts=known, unknown=frozenset(unknown)))
    assert before.path is not None
    return before.path


def test_it_comes_back_with_its_day_and_the_file_can_be_handed_to_from(home: Path) -> None:
    path = kept(home / "shop", fact("database_cpu", 0.9), unknown=("app_cpu",))
    found = load(home / "shop", DAY)
    assert found.facts["database_cpu"] == fact("database_cpu", 0.9)
    assert found.unknown == {"app_cpu"} and found.asked == {"app_cpu", "database_cpu"}
    assert look(path).taken
    assert "null" in path.read_text(encoding="utf-8")


def test_only_its_owner_may_read_it(home: Path) -> None:
    path = kept(home / "shop", fact("database_cpu", 0.9))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_two_projects_of_one_name_have_two_files(home: Path) -> None:
    one = kept(home / "a" / "shop", fact("database_cpu", 0.9))
    other = kept(home / "b" / "shop", fact("database_cpu", 0.1))
    assert one != other
    assert load(home / "a" / "shop", DAY).facts["database_cpu"].value == 0.9


def test_an_incident_of_another_day_is_over(home: Path) -> None:
    kept(home / "shop", replace(fact("incident", True), unit="bool"), fact("database_cpu", 0.9))
    assert set(load(home / "shop", DAY).facts) == {"incident", "database_cpu"}
    assert set(load(home / "shop", date(2026, 3, 15)).facts) == {"database_cpu"}


def test_a_name_that_no_vital_has_is_refused(home: Path) -> None:
    path = kept(home / "shop", fact("database_cpu", 0.9))
    path.write_text("vitals:\n  databse_cpu: null\n", encoding="utf-8")
    with pytest.raises(Problem, match="databse_cpu"):
        load(home / "shop", DAY)


def test_where_nothing_can_be_kept_nothing_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load(home / "shop", DAY)
    (home / "state").write_text("a file in the way", encoding="utf-8")
    told = {"database_cpu": fact("database_cpu", 0.9)}
    keep(home / "shop", replace(before, facts=told))
    assert load(home / "shop", DAY) == Answers(path=None), "no file is promised"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert load(home / "shop", DAY) == Answers(path=None)
    keep(home / "shop", Answers(path=None))
