"""Eject leaves the project as it is, and nothing of rung."""

from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.apply import apply
from scaffold.eject import plan as ejecting
from tests.scaffold.small import built, lay, state
from tests.scaffold.two_rungs import project, templates


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path / "project")
    shelf = templates(tmp_path / "templates")
    built(root, shelf, "pool")
    built(root, shelf, "cache")
    return root


def own(root: Path) -> dict[str, tuple[str, int]]:
    return {path: one for path, one in state(root).items() if not path.startswith(".rung")}


def test_everything_but_the_record_stays(root: Path) -> None:
    (root / "app/cache.py").write_text("mine\n")
    before = own(root)
    plan = ejecting(root)
    assert plan.writes == () and plan.rungs == ("pool", "cache")
    assert {one.path for one in plan.changes} > {"app/cache.py", "compose.yaml"}
    apply(plan)
    assert state(root) == before


def test_what_is_not_ours_in_the_folder_stays(root: Path) -> None:
    lay(root, {".rung/notes.txt": "mine\n"})
    plan = ejecting(root)
    assert any(".rung/notes.txt" in note for note in plan.notes)
    apply(plan)
    assert [one.name for one in (root / ".rung").iterdir()] == ["notes.txt"]


def test_nothing_to_leave_behind(root: Path) -> None:
    apply(ejecting(root))
    with pytest.raises(Problem, match="built nothing here"):
        ejecting(root)


def test_the_ground_of_a_plan_moves(root: Path) -> None:
    plan = ejecting(root)
    with (root / ".rung/rung.yml").open("a") as book:
        book.write("# a word of mine\n")
    before = state(root)
    with pytest.raises(Problem, match="has changed"):
        apply(plan)
    assert state(root) == before
