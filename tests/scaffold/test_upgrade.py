"""An upgrade brings what is newer and loses nothing that somebody wrote."""

import shutil
from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.apply import apply
from scaffold.conflict import marked
from scaffold.core import Kind, Plan
from scaffold.ledger import read
from scaffold.saved_plan import from_json, to_json
from scaffold.status import status
from scaffold.upgrade import plan as upgrading
from tests.scaffold.evolving import LATEST, upgraded, version
from tests.scaffold.small import built, lay, planned, state, template, undone
from tests.scaffold.two_rungs import project

CODE = "app/pool.py"
MOVED = "app/db/pool.py"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return version(tmp_path / "templates", 1)


@pytest.fixture
def root(tmp_path: Path, shelf: Path) -> Path:
    root = project(tmp_path / "project")
    built(root, shelf, "pool", size=12)
    return root


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def kinds(plan: Plan) -> dict[str, Kind]:
    return {one.path: one.kind for one in plan.changes if one.kind is not Kind.SKIP}


def test_nothing_newer_changes_nothing(root: Path, shelf: Path) -> None:
    before = state(root)
    plan = upgraded(root, shelf)
    assert plan.empty
    assert state(root) == before


def test_what_is_pristine_becomes_what_a_fresh_build_would_be(
    root: Path, shelf: Path, tmp_path: Path
) -> None:
    for number in range(2, LATEST + 1):
        upgraded(root, version(shelf, number))
    fresh = project(tmp_path / "fresh")
    built(fresh, shelf, "pool", most=12)
    assert own(root) == own(fresh)
    assert read(root).rungs[0].receipt.answers == {"most": 12, "timeout": 5}


@pytest.mark.parametrize("number", range(2, LATEST + 1))
def test_versions_may_be_skipped_and_undo_comes_back(
    shelf: Path, tmp_path: Path, number: int
) -> None:
    root = project(tmp_path / "other")
    before = state(root)
    built(root, shelf, "pool", size=12)
    upgraded(root, version(shelf, number))
    undone(root, "pool")
    assert state(root) == before


def own(root: Path) -> dict[str, tuple[str, int]]:
    return {path: one for path, one in state(root).items() if not path.startswith(".rung")}


def test_a_users_edits_are_merged(root: Path, shelf: Path) -> None:
    edit(root / CODE, "SIZE = 12", "SIZE = 99  # mine")
    plan = upgraded(root, version(shelf, 2))
    assert kinds(plan)[CODE] is Kind.MERGE
    text = (root / CODE).read_text()
    assert "SIZE = 99  # mine" in text and "version 2" in text


def test_a_renamed_file_takes_the_users_edits_along(root: Path, shelf: Path) -> None:
    edit(root / CODE, "SIZE = 12", "SIZE = 99  # mine")
    (root / CODE).chmod(0o640)
    plan = upgraded(root, version(shelf, 3))
    assert kinds(plan)[CODE] is Kind.MOVE
    assert not (root / CODE).exists()
    text = (root / MOVED).read_text()
    assert "SIZE = 99  # mine" in text and "version 3" in text
    assert (root / MOVED).stat().st_mode & 0o777 == 0o640
    assert "import app.db.pool" in (root / "main.py").read_text()
    assert "import app.pool" not in (root / "main.py").read_text()


def test_a_rename_that_the_user_made_first(root: Path, shelf: Path) -> None:
    (root / "app/db").mkdir()
    (root / CODE).rename(root / MOVED)
    edit(root / MOVED, "SIZE = 12", "SIZE = 99  # mine")
    upgraded(root, version(shelf, 3))
    text = (root / MOVED).read_text()
    assert "SIZE = 99  # mine" in text and "version 3" in text


def test_another_file_at_the_new_place_stops_everything(root: Path, shelf: Path) -> None:
    lay(root, {MOVED: "another thing\n"})
    before = state(root)
    with pytest.raises(Problem, match="in the way") as caught:
        upgraded(root, version(shelf, 3))
    assert caught.value.code == 4
    (root / CODE).unlink()
    with pytest.raises(Problem, match="in the way"):
        upgraded(root, shelf)
    lay(root, {CODE: bytes.fromhex(before[CODE][0])})
    assert state(root) == before


def test_a_file_that_the_user_deleted_does_not_come_back_elsewhere(root: Path, shelf: Path) -> None:
    (root / CODE).unlink()
    plan = upgraded(root, version(shelf, 3))
    assert kinds(plan)[MOVED] is Kind.USER_DELETED
    assert not (root / MOVED).exists()
    assert upgraded(root, version(shelf, 4)).conflicts == ()
    assert not (root / MOVED).exists()


def test_a_removed_file_goes_when_it_is_pristine(root: Path, shelf: Path) -> None:
    plan = upgraded(root, version(shelf, 3))
    assert not (root / "docs/pool.md").exists()
    assert "on the web" in next(one.note for one in plan.changes if one.path == "docs/pool.md")


def test_a_removed_file_that_the_user_edited_stays(root: Path, shelf: Path) -> None:
    edit(root / "docs/pool.md", "# The pool", "# Our pool")
    plan = upgraded(root, version(shelf, 3))
    assert kinds(plan)["docs/pool.md"] is Kind.KEEP_MODIFIED
    assert (root / "docs/pool.md").read_text() == "# Our pool\n"
    undone(root, "pool")
    assert (root / "docs/pool.md").read_text() == "# Our pool\n"


def test_notes_are_told_once_and_only_to_whom_they_concern(root: Path, shelf: Path) -> None:
    assert upgraded(root, version(shelf, 2)).notes == (
        "pool: The pool waits at most 5 seconds now.",
    )
    assert upgraded(root, version(shelf, 2)).notes == ()
    assert upgraded(root, version(shelf, 4)).notes == ("pool: app.pool is app.db.pool now.",)


def test_a_note_for_some_answers(shelf: Path, tmp_path: Path) -> None:
    root = project(tmp_path / "large")
    built(root, shelf, "pool", size=500)
    assert "pool: Only where the pool is large." in upgraded(root, version(shelf, 4)).notes


def test_who_builds_the_newest_is_told_nothing(shelf: Path, tmp_path: Path) -> None:
    root = project(tmp_path / "new")
    assert built(root, version(shelf, 4), "pool").notes == ()
    assert upgraded(root, shelf).notes == ()


def test_answers_are_kept_and_can_be_given_anew(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2), timeout=30)
    assert read(root).rungs[0].receipt.answers == {"size": 12, "timeout": 30}
    upgraded(root, version(shelf, 4))
    assert read(root).rungs[0].receipt.answers == {"most": 12, "timeout": 30}
    assert "SIZE = 12" in (root / MOVED).read_text()


def test_an_answer_that_no_longer_fits_is_named(root: Path, shelf: Path) -> None:
    file = shelf / "pool/copier.yml"
    file.write_text(file.read_text().replace("type: int, default: 8", "type: str, default: x"))
    before = state(root)
    with pytest.raises(Problem, match="size cannot be 12"):
        upgraded(root, shelf)
    assert state(root) == before


def test_a_secret_answer_has_to_be_given_again(shelf: Path, tmp_path: Path) -> None:
    with (shelf / "pool/copier.yml").open("a") as file:
        file.write("token: {type: str, default: x, secret: true}\n")
    root = project(tmp_path / "secret")
    built(root, shelf, "pool", token="hush")
    with pytest.raises(Problem, match="secret answer to token"):
        upgraded(root, shelf)
    assert upgraded(root, shelf, token="hush").empty


def test_a_dirty_sub_folder_of_a_monorepo_without_git(shelf: Path, tmp_path: Path) -> None:
    mono = lay(tmp_path / "mono", {"compose.yaml": "services: {}\n", "other/x.py": "mine\n"})
    root = project(mono / "services/shop")
    built(root, shelf, "pool")
    lay(root, {"untracked.txt": "mine\n"})
    outside = {path: one for path, one in state(mono).items() if not path.startswith("services")}
    upgraded(root, version(shelf, 4))
    after = {path: one for path, one in state(mono).items() if not path.startswith("services")}
    assert after == outside
    assert (root / "untracked.txt").read_text() == "mine\n"


def test_a_saved_plan_does_the_same(root: Path, shelf: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "twin")
    edit(root / CODE, "version 1", "mine")
    edit(tmp_path / "twin" / CODE, "version 1", "mine")
    version(shelf, 3)
    plan = upgrading(root, templates=shelf)
    assert from_json(to_json(plan)) == plan
    apply(from_json(to_json(plan)))
    upgraded(tmp_path / "twin", shelf)
    assert state(root) == state(tmp_path / "twin")


def test_the_preview_is_what_happens(root: Path, shelf: Path) -> None:
    edit(root / CODE, "version 1", "mine")
    before = state(root)
    plan = upgrading(root, templates=version(shelf, 4))
    assert state(root) == before
    apply(plan)
    for one in (*plan.changes, *plan.records):
        there = root / one.path
        assert (there.read_bytes() if there.exists() else None) == one.after


def test_several_rungs_are_one_plan(root: Path, shelf: Path) -> None:
    edits = "- requirement: {spec: 'redis>=5'}\n- gitignore: {line: /data/}\n"
    template(shelf, "cache_shared", {"app/cache.py": "TTL = 5\n"}, edits)
    built(root, shelf, "cache_shared")
    edit(root / "requirements.txt", "fastapi\n", "fastapi  # mine\n")
    template(shelf, "cache_shared", {"app/cache.py": "TTL = 9\n"}, edits.replace(">=5", ">=6"))
    plan = upgraded(root, version(shelf, 2))
    assert plan.rungs == ("pool", "cache_shared")
    lines = (root / "requirements.txt").read_text().splitlines()
    assert lines == ["fastapi  # mine", "psycopg", "psycopg-pool>=2,<9", "redis>=6"]
    assert (root / "app/cache.py").read_text() == "TTL = 9\n"
    assert upgraded(root, shelf).empty
    undone(root, "pool")
    undone(root, "cache_shared")
    assert (root / "requirements.txt").read_text() == "fastapi  # mine\npsycopg"


def test_only_the_named_rung(root: Path, shelf: Path) -> None:
    template(shelf, "cache_shared", {"app/cache.py": "TTL = 5\n"})
    built(root, shelf, "cache_shared")
    template(shelf, "cache_shared", {"app/cache.py": "TTL = 9\n"})
    upgraded(root, version(shelf, 2), "pool")
    assert (root / "app/cache.py").read_text() == "TTL = 5\n"
    assert {one.rung for one in status(root, templates=shelf).rungs if one.newer} == {
        "cache_shared"
    }


def test_a_rung_without_a_template_is_left_alone(root: Path, shelf: Path) -> None:
    template(shelf, "cache_shared", {"app/cache.py": "TTL = 5\n"})
    built(root, shelf, "cache_shared")
    shutil.rmtree(shelf / "cache_shared")
    plan = upgraded(root, version(shelf, 2))
    assert any("cache_shared has no template" in note for note in plan.notes)
    with pytest.raises(Problem, match="no template"):
        upgraded(root, shelf, "cache_shared")


def test_not_built_here(root: Path, shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cache_shared is not built here"):
        upgraded(root, shelf, "cache_shared")
    with pytest.raises(Problem, match="nothing here yet"):
        upgraded(lay(tmp_path / "empty", {"a": "b"}), shelf)


def test_newlines_that_git_turned_over_are_no_edit(root: Path, shelf: Path) -> None:
    for path in (CODE, "deploy/pool.ini", "docs/pool.md"):
        file = root / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    plan = upgraded(root, version(shelf, 3))
    assert plan.conflicts == ()
    assert not (root / "docs/pool.md").exists()
    content = (root / MOVED).read_bytes()
    assert b"version 3" in content and content.count(b"\n") == content.count(b"\r\n")


def test_add_again_takes_the_newer_template_too(root: Path, shelf: Path) -> None:
    from scaffold import kept

    version(shelf, 4)
    answers = kept.answers(read(root).rungs[0], shelf)
    assert answers == {"most": 12}
    built(root, shelf, "pool", **answers)
    assert (root / MOVED).exists() and not (root / CODE).exists()


def test_damage_in_the_data_of_an_upgrade_is_named(root: Path, shelf: Path) -> None:
    for text in ("a: [", "- {rename: {a: b}}\n", "3\n", '- {note: "{{ x "}\n'):
        lay(shelf / "pool", {"upgrades.yml": text})
        before = state(root)
        with pytest.raises(Problem, match=r"upgrades\.yml"):
            upgraded(root, shelf)
        assert state(root) == before


def test_nothing_is_planned_on_top_of_foreign_markers(root: Path, shelf: Path) -> None:
    file = root / CODE
    file.write_text(f"<<<<<<< HEAD\n{file.read_text()}=======\n>>>>>>> main\n")
    before = state(root)
    plan = upgraded(root, version(shelf, 3))
    assert plan.conflicts == (CODE,)
    assert plan.empty
    with pytest.raises(Problem, match="not settled"):
        planned(root, shelf, "pool")
    assert state(root) == before
    assert not marked(file.read_bytes())
