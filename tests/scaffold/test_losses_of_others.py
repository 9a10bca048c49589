"""What users of other generators lost, each as a test that nobody loses it here.

The cases are cited in the projects' own issue trackers (`owner/repo#number`).
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.apply import apply
from scaffold.core import Kind, Plan
from scaffold.upgrade import plan as upgrading
from tests.needs import need
from tests.scaffold.evolving import upgraded, version
from tests.scaffold.small import built, lay, planned, state, template, undone
from tests.scaffold.two_rungs import project


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return version(tmp_path / "templates", 1)


@pytest.fixture
def root(tmp_path: Path, shelf: Path) -> Path:
    root = project(tmp_path / "project")
    lay(root, {".env": "DB_PASSWORD=hush-hush\n"})
    built(root, shelf, "pool")
    return root


def test_aegis_stack_772_a_file_with_several_conflicts_is_not_lost(
    tmp_path: Path, shelf: Path
) -> None:
    """The number of conflicts is git merge-file's exit code; a test for 1 threw the file away."""
    shelf = tmp_path / "many"
    body = "".join(f"a{n} = 'VERSION'\nkeep{n} = 0\nkeep = 0\n\n\n" for n in range(140))
    for conflicts in (2, 3, 140):
        lines = body.splitlines(keepends=True)
        template(shelf, "one", {"many.py": body.replace("VERSION", "first")})
        root = project(tmp_path / f"project{conflicts}")
        built(root, shelf, "one")
        mine = body.replace("VERSION", "first")
        for n in range(conflicts):
            mine = mine.replace(f"a{n} = 'first'", f"a{n} = 'mine {n}'")
        (root / "many.py").write_text(mine)
        template(shelf, "one", {"many.py": body.replace("VERSION", "second")})
        plan = upgraded(root, shelf)
        assert plan.conflicts == ("many.py",)
        texts = "".join(one.read_text() for one in root.glob("many.py*"))
        assert all(f"'mine {n}'" in texts for n in range(conflicts))
        assert texts.count("keep = 0") >= len(lines) // 5
        assert "'second'" in texts


def test_copier_exits_0_with_conflicts(root: Path, shelf: Path) -> None:
    file = root / "app/pool.py"
    file.write_text(file.read_text().replace("version 1", "mine"))
    assert upgraded(root, version(shelf, 2)).conflicts == ("app/pool.py",)


def test_copier_deletes_a_file_that_was_edited_and_that_the_new_template_dropped(
    root: Path, shelf: Path
) -> None:
    (root / "docs/pool.md").write_text("# What we learned\n")
    upgraded(root, version(shelf, 3))
    assert (root / "docs/pool.md").read_text() == "# What we learned\n"


def test_copier_overwrites_a_git_ignored_env(root: Path, shelf: Path) -> None:
    lay(root, {".gitignore": ".env\n"})
    template(shelf, "pool", {".env": "DB_PASSWORD=changeme\n"})
    before = state(root)
    acts: list[Callable[[], Plan]] = [
        lambda: upgraded(root, shelf),
        lambda: built(root, shelf, "pool"),
    ]
    for act in acts:
        with pytest.raises(Problem, match=r"\.env is in the way"):
            act()
        assert state(root) == before


def test_copier_2005_a_first_copy_over_a_file_that_is_there(root: Path, shelf: Path) -> None:
    template(shelf, "other", {"run.sh": "#!/bin/sh\nexec true\n"})
    before = state(root)
    with pytest.raises(Problem, match=r"run\.sh is in the way"):
        built(root, shelf, "other")
    assert state(root) == before


def test_copier_refuses_where_any_file_is_untracked(root: Path, shelf: Path) -> None:
    need(shutil.which("git"), "git")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    lay(root, {"untracked.txt": "mine\n"})
    assert upgraded(root, version(shelf, 2)).writes
    assert (root / "untracked.txt").read_text() == "mine\n"


def test_copier_shows_nothing_of_an_update_in_advance(root: Path, shelf: Path) -> None:
    before = state(root)
    plan = upgrading(root, templates=version(shelf, 4))
    assert state(root) == before
    apply(plan)
    after = state(root)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    said = {one.path for one in (*plan.writes, *plan.records)}
    assert {one for one in changed if (before.get(one) or after[one])[0] != "folder"} == said


def test_cruft_49_the_old_template_is_gone(root: Path, shelf: Path) -> None:
    """Tools that compute the base anew need the old template, its repository, and a network."""
    shutil.rmtree(shelf)
    file = root / "app/pool.py"
    file.write_text(file.read_text().replace("SIZE = 8", "SIZE = 8  # mine"))
    upgraded(root, version(shelf, 4))
    assert "SIZE = 8  # mine" in (root / "app/db/pool.py").read_text()


def test_sail_454_published_again_over_edits(root: Path, shelf: Path) -> None:
    for path in ("app/pool.py", "deploy/pool.ini", "compose.yaml", "requirements.txt"):
        with (root / path).open("a") as file:
            file.write("\n# mine\n")
    before = state(root)
    assert built(root, shelf, "pool").empty
    assert state(root) == before


def test_sail_532_comments_of_the_compose_file(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2))
    text = (root / "compose.yaml").read_text()
    assert "# our services\n" in text and "build: .   # here\n" in text
    assert '    ports: ["22:22"]\n' in text


def test_nx_10008_a_projects_own_formatting(tmp_path: Path, shelf: Path) -> None:
    toml = (
        "# the shop\n[project]\nname = 'shop'   # single quotes\ndependencies = [\n"
        "\t'fastapi',  # tab\n]\n\n[tool.x]\na={b=1,c=[1,2]}\n"
    )
    root = lay(tmp_path / "other", {"pyproject.toml": toml, "main.py": "app = 1\n"})
    built(root, shelf, "pool")
    upgraded(root, version(shelf, 4))
    lines = (root / "pyproject.toml").read_text().splitlines()
    assert [one for one in lines if "psycopg" not in one] == toml.splitlines()
    undone(root, "pool")
    assert (root / "pyproject.toml").read_text() == toml


@pytest.mark.parametrize("name", ["compose.yml", "docker-compose.yml", "docker-compose.yaml"])
def test_flex_992_another_name_of_the_compose_file(tmp_path: Path, shelf: Path, name: str) -> None:
    root = project(tmp_path / "other")
    (root / "compose.yaml").rename(root / name)
    built(root, shelf, "pool")
    upgraded(root, version(shelf, 2))
    assert "POOL_VERSION" in (root / name).read_text()
    assert not (root / "compose.yaml").exists()


def test_full_stack_fastapi_724_secrets_in_what_is_committed(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 4))
    kept = [one for one in (root / ".rung").rglob("*") if one.is_file()]
    assert kept and not any(b"hush-hush" in one.read_bytes() for one in kept)
    assert (root / ".env").read_text() == "DB_PASSWORD=hush-hush\n"


def test_projen_596_no_way_out(root: Path) -> None:
    from scaffold.eject import plan as ejecting

    apply(ejecting(root))
    assert not (root / ".rung").exists()
    assert (root / "app/pool.py").exists()


def test_jhipster_3696_a_file_that_was_deleted_on_purpose(root: Path, shelf: Path) -> None:
    (root / "docs/pool.md").unlink()
    assert planned(root, shelf, "pool").empty
    plan = upgraded(root, version(shelf, 2))
    kinds = {one.path: one.kind for one in plan.changes}
    assert kinds["docs/pool.md"] is Kind.USER_DELETED
    assert not (root / "docs/pool.md").exists()
