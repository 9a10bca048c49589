"""Undo: byte for byte where nothing changed since, and the user's own changes stay where something did."""

import shutil
import subprocess
from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.apply import apply
from scaffold.core import Kind
from scaffold.ledger import read
from scaffold.undo import plan as undoing
from tests.needs import need
from tests.scaffold.small import built, lay, state, template, undone
from tests.scaffold.two_rungs import project, templates


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return templates(tmp_path / "templates")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.mark.parametrize("rung", ["pool", "cache"])
def test_one_rung(root: Path, shelf: Path, rung: str) -> None:
    before = state(root)
    built(root, shelf, rung)
    undone(root, rung)
    assert state(root) == before


@pytest.mark.parametrize("first", ["pool", "cache"])
@pytest.mark.parametrize("out", ["pool", "cache"])
def test_two_rungs_in_any_order(root: Path, shelf: Path, first: str, out: str) -> None:
    before = state(root)
    order = [first, *({"pool", "cache"} - {first})]
    stays = ({"pool", "cache"} - {out}).pop()
    built(root, shelf, stays)
    alone = {path: one for path, one in state(root).items() if not path.startswith(".rung")}
    undone(root, stays)
    for rung in order:
        built(root, shelf, rung)
    undone(root, out)
    assert {path: one for path, one in state(root).items() if not path.startswith(".rung")} == alone
    assert read(root).held == (stays,)
    assert built(root, shelf, stays).empty
    undone(root, stays)
    assert state(root) == before


def test_what_both_need_goes_with_the_last(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    built(root, shelf, "cache")
    undone(root, "pool")
    assert "shared-by-both" in (root / "requirements.txt").read_text()
    undone(root, "cache")
    assert (root / "requirements.txt").read_text() == "fastapi\npsycopg"


def test_the_users_changes_elsewhere_in_the_files_stay(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    for path, old, new in (
        ("compose.yaml", "  db:\n", "  mail:\n    image: mail\n\n  db:\n"),
        ("requirements.txt", "fastapi\n", "fastapi==1  # pinned\n"),
        ("main.py", "return connection", "return connection  # mine"),
        (".env.example", "# Connections.", "# Connections."),
    ):
        file = root / path
        file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    with (root / "requirements.txt").open("a") as end:
        end.write("\nmine\n")
    undone(root, "pool")
    assert (root / "requirements.txt").read_text() == "fastapi==1  # pinned\npsycopg\nmine\n"
    compose = (root / "compose.yaml").read_text()
    assert compose.startswith("# our services\nservices:\n  web:\n")
    assert "mail" in compose and "include" not in compose and "DATABASE_URL" not in compose
    main = (root / "main.py").read_text()
    assert (
        "return connection  # mine" in main and "psycopg.connect" in main and "db_pool" not in main
    )
    assert not (root / ".rung").exists()
    assert not (root / ".env.example").exists()


def test_a_change_between_two_rungs_stays(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    with (root / "requirements.txt").open("a") as end:
        end.write("\nmine")
    built(root, shelf, "cache")
    undone(root, "pool")
    assert (root / "requirements.txt").read_text().split() == [
        "fastapi",
        "psycopg",
        "mine",
        "redis>=5,<6",
        "shared-by-both>=1",
    ]
    undone(root, "cache")
    assert (root / "requirements.txt").read_text() == "fastapi\npsycopg\nmine"


def test_a_generated_file_that_the_user_changed_stays(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    (root / "app/db_pool.py").write_text("mine now\n")
    plan = undone(root, "pool")
    assert {one.path: one.kind for one in plan.changes}["app/db_pool.py"] is Kind.KEEP_MODIFIED
    assert (root / "app/db_pool.py").read_text() == "mine now\n"
    assert not (root / ".rung").exists()


def test_files_of_the_user_in_our_folders_stay(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    lay(root, {"deploy/compose/mine.yaml": "x: 1\n"})
    undone(root, "pool")
    assert [one.name for one in (root / "deploy").rglob("*") if one.is_file()] == ["mine.yaml"]


def test_what_the_user_deleted_is_no_hindrance(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    for path in ("app/db_pool.py", "compose.yaml"):
        (root / path).unlink()
    undone(root, "pool")
    assert not (root / "compose.yaml").exists()
    assert not (root / ".rung").exists()


def test_our_lines_changed_by_the_user_are_a_conflict(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    file = root / "compose.yaml"
    file.write_text(file.read_text().replace("project_directory: .", "project_directory: ./app"))
    before = state(root)
    plan = undoing(root, "pool")
    assert [one.path for one in plan.changes if one.kind is Kind.CONFLICT] == ["compose.yaml"]
    with pytest.raises(Problem, match=r"compose.yaml") as caught:
        apply(plan)
    assert caught.value.code == 3
    assert state(root) == before


def test_once_the_user_took_our_lines_out_undo_goes_on(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    original = project(root.parent / "again")
    (root / "compose.yaml").write_bytes((original / "compose.yaml").read_bytes())
    undone(root, "pool")
    assert (root / "compose.yaml").read_bytes() == (original / "compose.yaml").read_bytes()


def test_a_rung_that_another_builds_upon_names_it(root: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "t"
    template(
        shelf, "one", {}, "- python_after: {file: main.py, assigned: app, line: 'base = app'}\n"
    )
    template(
        shelf, "two", {}, "- python_after: {file: main.py, assigned: base, line: 'more = base'}\n"
    )
    built(root, shelf, "one")
    built(root, shelf, "two")
    with pytest.raises(Problem, match="undo two first") as caught:
        undone(root, "one")
    assert caught.value.code == 3
    undone(root, "two")
    undone(root, "one")


def test_newlines_turned_over_by_an_editor(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    for path in ("compose.yaml", "requirements.txt"):
        file = root / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    undone(root, "pool")
    assert (root / "requirements.txt").read_bytes() == b"fastapi\r\npsycopg"
    assert b"include" not in (root / "compose.yaml").read_bytes()


def test_not_built_here(root: Path) -> None:
    with pytest.raises(Problem, match="not built here"):
        undoing(root, "pool")


def test_the_history_of_an_ignored_file_is_not_committed(tmp_path: Path) -> None:
    git = shutil.which("git")
    need(git, "git")
    root = lay(
        tmp_path / "p",
        {"settings_local.py": "PASSWORD = 'hush'\n", ".gitignore": "settings_local.py\n"},
    )
    subprocess.run([str(git), "init", "-q", str(root)], check=True)
    shelf, edit = (
        tmp_path / "t",
        "- python_setting: {file: settings_local.py, path: [], key: X, value: 1}\n",
    )
    template(shelf, "one", {"made.py": "A = 1\n"}, edit)
    before = state(root)
    built(root, shelf, "one")
    seen = subprocess.run(
        [str(git), "-C", str(root), "ls-files", "-o", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert seen and not any(b"hush" in (root / one).read_bytes() for one in seen)
    clone = tmp_path / "clone"
    for one in seen:
        lay(clone, {one: (root / one).read_bytes()})
    undone(clone, "one")
    assert not (clone / ".rung").exists()
    undone(root, "one")
    assert state(root) == before
