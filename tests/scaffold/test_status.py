"""Status says how each file stands, and only looks."""

from pathlib import Path

import pytest

from scaffold.status import Status, status
from tests.scaffold.evolving import version
from tests.scaffold.small import built, planned, state
from tests.scaffold.test_journal import killed_at
from tests.scaffold.two_rungs import project


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return version(tmp_path / "templates", 1)


@pytest.fixture
def root(tmp_path: Path, shelf: Path) -> Path:
    root = project(tmp_path / "project")
    built(root, shelf, "pool")
    return root


def states(found: Status) -> dict[str, str]:
    return {path: one for path, one in found.rungs[0].files.items() if one != "as_built"}


def test_as_built(root: Path, shelf: Path) -> None:
    before = state(root)
    found = status(root, templates=shelf)
    assert states(found) == {} and not found.interrupted and not found.rungs[0].newer
    assert state(root) == before


def test_changed_taken_out_and_deleted(root: Path, shelf: Path) -> None:
    (root / "app/pool.py").write_text("mine\n")
    (root / "deploy/pool.ini").unlink()
    (root / "requirements.txt").write_text("fastapi\npsycopg\n")
    main = root / "main.py"
    main.write_bytes(b"# mine\r\n" + main.read_bytes())
    assert states(status(root, templates=shelf)) == {
        "app/pool.py": "changed",
        "deploy/pool.ini": "deleted",
        "requirements.txt": "taken_out",
        "main.py": "changed",
    }


def test_newlines_are_no_drift(root: Path, shelf: Path) -> None:
    for path in ("app/pool.py", "compose.yaml"):
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n"))
    assert states(status(root, templates=shelf)) == {}


def test_a_newer_template_but_not_a_newer_page(root: Path, shelf: Path) -> None:
    (shelf / "pool/README.md").write_text("# Better words\n")
    assert not status(root, templates=shelf).rungs[0].newer
    assert status(root, templates=version(shelf, 2)).rungs[0].newer


def test_a_change_that_was_cut_off_is_shown_and_left(
    root: Path, shelf: Path, tmp_path: Path
) -> None:
    version(shelf, 4)
    plan = planned(root, shelf, "pool", most=8)
    before = states(status(root, templates=shelf))
    number = 1
    while not (root / ".rung/journal/plan.json").exists():
        number += 7
        assert killed_at(plan, number)
    cut = state(root)
    found = status(root, templates=shelf)
    assert found.interrupted
    assert states(found) == before == {}
    assert state(root) == cut


def test_at_every_moment_of_a_change_the_ledger_can_be_read(root: Path, shelf: Path) -> None:
    from scaffold.journal import recover

    plan = planned(root, version(shelf, 4), "pool", most=8)
    seen = set()
    for number in range(2, 1000, 9):
        killed = killed_at(plan, number)
        found = status(root, templates=shelf)
        seen.add(found.rungs[0].newer)
        assert not states(found)
        if not killed:
            break
        recover(root)
        if not status(root, templates=shelf).rungs[0].newer:
            break
    assert seen == {True, False}
