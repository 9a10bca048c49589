"""A conflict is a state: both texts in the file, nothing advanced, finished by a second run once it is settled."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.apply import apply
from scaffold.conflict import marked, merged
from scaffold.core import Kind, Plan
from scaffold.eject import plan as ejecting
from scaffold.ledger import read
from scaffold.status import status
from scaffold.upgrade import plan as upgrading
from tests.needs import need
from tests.scaffold.evolving import upgraded, version
from tests.scaffold.small import built, lay, planned, state, template, undone
from tests.scaffold.two_rungs import project

CODE = "app/pool.py"
BASE = ".rung/base/pool/app/pool.py.base"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return version(tmp_path / "templates", 1)


@pytest.fixture
def root(tmp_path: Path, shelf: Path) -> Path:
    """The rung is built, and the line that the next version changes was changed by hand."""
    root = project(tmp_path / "project")
    built(root, shelf, "pool")
    (root / CODE).write_text((root / CODE).read_text().replace("version 1", "mine"))
    return root


def settle(file: Path, *, with_: str = '    return "both"') -> None:
    """What a person does: one text instead of the marked block."""
    out, inside = [], False
    for line in file.read_text().splitlines(keepends=True):
        if line.startswith("<<<<<<< "):
            inside = True
            out.append(f"{with_}\n")
        elif line.startswith(">>>>>>> "):
            inside = False
        elif not inside:
            out.append(line)
    file.write_text("".join(out))


def test_both_texts_and_the_last_one_stand_in_the_file(root: Path, shelf: Path) -> None:
    plan = upgraded(root, version(shelf, 2))
    assert plan.conflicts == (CODE,)
    text = (root / CODE).read_text()
    assert text.startswith('"""The pool."""\n')
    assert (
        '<<<<<<< yours\n    return "mine"\n||||||| last generated\n    return "version 1"\n'
        '=======\n    return "version 2"\n>>>>>>> new template\n'
    ) in text
    assert "def close():" in text


def test_the_ledger_does_not_advance_for_that_file(root: Path, shelf: Path) -> None:
    before = (root / BASE).read_bytes()
    upgraded(root, version(shelf, 2))
    assert (root / BASE).read_bytes() == before
    ini = ".rung/base/pool/deploy/pool.ini.base"
    assert b"mode = 1" in (root / ini).read_bytes()


def test_status_shows_it_until_it_is_finished(root: Path, shelf: Path) -> None:
    version(shelf, 2)
    (before,) = status(root, templates=shelf).rungs
    assert before.newer and before.files[CODE] == "changed"
    upgraded(root, shelf)
    (now,) = status(root, templates=shelf).rungs
    assert now.files[CODE] == "conflict" and CODE in now.waits and not now.newer
    settle(root / CODE)
    (now,) = status(root, templates=shelf).rungs
    assert now.files[CODE] == "settled" and not now.waits
    upgraded(root, shelf)
    assert status(root, templates=shelf).rungs[0].files[CODE] == "changed"


def test_a_second_run_while_it_is_open_changes_nothing(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2))
    before = state(root)
    for number in (2, 3):
        plan = upgraded(root, version(shelf, number))
        assert plan.empty and plan.conflicts == (CODE,)
        assert any("waits until" in note for note in plan.notes)
        assert state(root) == before


def test_a_second_run_finishes_it(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2))
    settle(root / CODE)
    plan = upgraded(root, shelf)
    assert plan.conflicts == ()
    assert 'return "both"' in (root / CODE).read_text()
    assert b"version 2" in (root / BASE).read_bytes()
    assert read(root).rungs[0].pending == {}
    assert not (root / ".rung/pending").exists()
    assert upgraded(root, shelf).empty


def test_what_was_settled_is_merged_into_the_version_after(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2))
    settle(root / CODE, with_='    return "version 2"  # and mine')
    text = (root / CODE).read_text().replace("SIZE = 8", "SIZE = 99")
    (root / CODE).write_text(text)
    plan = upgraded(root, version(shelf, 3))
    assert plan.conflicts == ("app/db/pool.py",)
    moved = (root / "app/db/pool.py").read_text()
    assert "# and mine" in moved and "SIZE = 99" in moved and not (root / CODE).exists()


def test_taking_the_new_text_as_it_is(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2))
    settle(root / CODE, with_='    return "version 2"')
    upgraded(root, shelf)
    assert status(root, templates=shelf).rungs[0].files[CODE] == "as_built"


def test_deleting_the_file_settles_it_too(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2))
    (root / CODE).unlink()
    assert upgraded(root, shelf).conflicts == ()
    assert not (root / CODE).exists()


def test_undo_of_an_untouched_conflict_gives_the_users_text_back(root: Path, shelf: Path) -> None:
    mine = (root / CODE).read_bytes()
    upgraded(root, version(shelf, 2))
    plan = undone(root, "pool")
    assert (root / CODE).read_bytes() == mine
    assert {one.path: one.kind for one in plan.writes}[CODE] is Kind.UPDATE
    assert not (root / ".rung").exists()


def test_undo_waits_for_a_conflict_that_is_worked_on(root: Path, shelf: Path) -> None:
    upgraded(root, version(shelf, 2))
    with (root / CODE).open("a") as file:
        file.write("# thinking\n")
    before = state(root)
    with pytest.raises(Problem, match="not finished") as caught:
        undone(root, "pool")
    assert caught.value.code == 3
    assert state(root) == before
    settle(root / CODE)
    upgraded(root, shelf)
    undone(root, "pool")
    assert "# thinking" in (root / CODE).read_text()


def test_nothing_else_is_built_on_an_open_conflict(root: Path, shelf: Path) -> None:
    template(shelf, "cache_shared", {"app/cache.py": "TTL = 5\n"})
    upgraded(root, version(shelf, 2))
    before = state(root)
    acts: list[Callable[[], Plan]] = [
        lambda: planned(root, shelf, "cache_shared"),
        lambda: planned(root, shelf, "pool"),
        lambda: ejecting(root),
    ]
    for act in acts:
        with pytest.raises(Problem, match="not settled") as caught:
            act()
        assert caught.value.code == 3
    assert state(root) == before


def test_a_shared_file_is_a_state_too(root: Path, shelf: Path) -> None:
    compose = root / "compose.yaml"
    compose.write_text(compose.read_text().replace('POOL_VERSION: "1"', 'POOL_VERSION: "mine"'))
    (root / CODE).write_text((root / CODE).read_text().replace("mine", "version 1"))
    plan = upgraded(root, version(shelf, 2))
    assert plan.conflicts == ("compose.yaml",)
    assert marked(compose.read_bytes())
    assert "version 2" in (root / CODE).read_text()
    assert upgraded(root, shelf).empty
    settle(compose, with_='      POOL_VERSION: "ours"')
    assert upgraded(root, shelf).conflicts == ()
    assert 'POOL_VERSION: "ours"' in compose.read_text()
    assert upgraded(root, shelf).empty
    before = state(root)
    with pytest.raises(Problem, match=r"compose\.yaml"):
        undone(root, "pool")  # the line is the user's word now: nothing is taken out half-way
    assert state(root) == before


def test_undo_of_an_untouched_conflict_in_a_shared_file(root: Path, shelf: Path) -> None:
    compose = root / "compose.yaml"
    compose.write_text(compose.read_text().replace("image: postgres:16", "image: postgres:17"))
    main = (root / "main.py").read_bytes()
    (root / "main.py").write_bytes(main.replace(b"import app.pool", b"import app.pool  # mine"))
    plan = upgraded(root, version(shelf, 3))
    assert plan.conflicts == ("app/db/pool.py", "main.py")
    before = state(root)
    with pytest.raises(Problem, match=r"main\.py"):
        undone(root, "pool")
    assert state(root) == before
    settle(root / "app/db/pool.py")
    settle(root / "main.py", with_="import app.db.pool")
    assert upgraded(root, shelf).conflicts == ()
    undone(root, "pool")
    assert (root / "main.py").read_text() == (
        main.decode().replace("\r\n", "\n").replace("import app.pool\n", "")
    )
    assert "postgres:17" in compose.read_text() and "POOL" not in compose.read_text()


def test_two_rungs_in_one_file(root: Path, shelf: Path) -> None:
    edits = "- compose_environment: {service: web, name: CACHE, value: '1'}\n"
    template(shelf, "cache_shared", {}, edits)
    built(root, shelf, "cache_shared")
    compose = root / "compose.yaml"
    compose.write_text(compose.read_text().replace('POOL_VERSION: "1"', 'POOL_VERSION: "mine"'))
    (root / CODE).write_text((root / CODE).read_text().replace("mine", "version 1"))
    template(shelf, "cache_shared", {}, edits.replace("'1'", "'2'"))
    plan = upgraded(root, version(shelf, 2))
    assert plan.conflicts == ("compose.yaml",)
    assert any("cache_shared waits" in note for note in plan.notes)
    settle(compose, with_='      POOL_VERSION: "ours"')
    assert upgraded(root, shelf).conflicts == ()
    assert 'CACHE: "2"' in compose.read_text() or "CACHE: '2'" in compose.read_text()


def test_without_git_the_new_text_stands_beside(
    root: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    mine = (root / CODE).read_bytes()
    plan = upgraded(root, version(shelf, 2))
    beside = root / f"{CODE}.rung-new"
    note = next(one.note for one in plan.changes if one.path == CODE)
    assert f"{CODE}.rung-new" in note
    assert (root / CODE).read_bytes() == mine
    assert "version 2" in beside.read_text()
    assert upgraded(root, shelf).empty
    beside.unlink()
    assert upgraded(root, shelf).conflicts == ()
    assert (root / CODE).read_bytes() == mine
    assert b"version 2" in (root / BASE).read_bytes()


def test_undo_takes_the_text_beside_away(
    root: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    mine = (root / CODE).read_bytes()
    upgraded(root, version(shelf, 2))
    undone(root, "pool")
    assert (root / CODE).read_bytes() == mine
    assert not (root / f"{CODE}.rung-new").exists()


def test_a_file_of_the_users_beside_is_not_overwritten(
    root: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lay(root, {f"{CODE}.rung-new": "mine\n"})
    before = state(root)
    with pytest.raises(Problem, match="rung-new is in the way"):
        upgraded(root, version(shelf, 2))
    assert state(root) == before


def test_newlines_of_the_file_are_kept(root: Path, shelf: Path) -> None:
    file = root / CODE
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    upgraded(root, version(shelf, 2))
    content = file.read_bytes()
    assert marked(content) and content.count(b"\n") == content.count(b"\r\n")
    assert b'return "mine"\r\n' in content and b"def close():" in content


def test_a_text_with_such_markers_is_never_merged() -> None:
    page = b"<<<<<<< yours\nthis is how a conflict looks\n"
    assert merged(page, page + b"a\n", page + b"b\n") is None
    assert merged(b"\xff", b"\xfe", b"\xfd") is None


def test_a_page_about_conflicts_is_none(root: Path, shelf: Path) -> None:
    page = "<<<<<<< HEAD\nthis\n=======\nthat\n>>>>>>> main\n"
    template(shelf, "guide", {"docs/conflicts.md": f"# {page}{page}\nfirst\n"})
    built(root, shelf, "guide")
    with (root / "docs/conflicts.md").open("a") as file:
        file.write("mine\n")
    template(shelf, "guide", {"docs/conflicts.md": f"# New\n{page}{page}\nfirst\n"})
    plan = upgraded(root, shelf, "guide")
    assert plan.conflicts == ()
    text = (root / "docs/conflicts.md").read_text()
    assert text.startswith("# New\n") and text.endswith("mine\n")


@pytest.fixture
def repository(root: Path) -> Path:
    need(shutil.which("git"), "git")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "first")
    return root


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_git_knows_of_the_conflict(repository: Path, shelf: Path) -> None:
    upgraded(repository, version(shelf, 2))
    assert git(repository, "diff", "--name-only", "--diff-filter=U").split() == [CODE]
    assert 'return "mine"' in git(repository, "show", f":2:{CODE}")
    assert 'return "version 1"' in git(repository, "show", f":1:{CODE}")
    assert 'return "version 2"' in git(repository, "show", f":3:{CODE}")
    settle(repository / CODE)
    git(repository, "add", CODE)
    assert git(repository, "diff", "--name-only", "--diff-filter=U") == ""


def test_a_sub_folder_of_a_repository(tmp_path: Path, shelf: Path, root: Path) -> None:
    need(shutil.which("git"), "git")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "project")
    git(tmp_path, "commit", "-qm", "first")
    upgraded(root, version(shelf, 2))
    assert git(tmp_path, "diff", "--name-only", "--diff-filter=U").split() == [f"project/{CODE}"]


def test_a_staged_version_of_its_own_is_never_replaced(repository: Path, shelf: Path) -> None:
    file = repository / CODE
    mine = file.read_text()
    file.write_text(f"{mine}# staged, nowhere else\n")
    git(repository, "add", CODE)
    file.write_text(mine)
    upgraded(repository, version(shelf, 2))
    assert "staged, nowhere else" in git(repository, "show", f":0:{CODE}")
    assert marked(file.read_bytes())


def test_what_is_staged_as_it_is_in_the_file_may_become_a_stage(
    repository: Path, shelf: Path
) -> None:
    with (repository / CODE).open("a") as file:
        file.write("# staged\n")
    git(repository, "add", CODE)
    upgraded(repository, version(shelf, 2))
    assert "# staged" in git(repository, "show", f":2:{CODE}")


def test_an_untracked_file_stays_untracked(root: Path, shelf: Path) -> None:
    need(shutil.which("git"), "git")
    git(root, "init", "-q")
    upgraded(root, version(shelf, 2))
    assert git(root, "ls-files", "--stage") == ""
    git(root, "reset", "-q", "--hard")
    assert marked((root / CODE).read_bytes())


def test_nothing_that_the_repository_configures_is_run(repository: Path, shelf: Path) -> None:
    hook = repository / ".git/hooks/post-index-change"
    hook.write_text("#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    for name, value in (("core.fsmonitor", "touch ran"), ("filter.x.clean", "touch ran")):
        git(repository, "config", name, value)
    lay(repository, {".git/info/attributes": "*.py filter=x\n"})
    upgraded(repository, version(shelf, 2))
    assert not (repository / "ran").exists()


def test_what_the_user_had_is_not_committed_with_the_conflict(
    repository: Path, shelf: Path
) -> None:
    upgraded(repository, version(shelf, 2))
    seen = git(repository, "ls-files", "-o", "--exclude-standard")
    assert ".rung/pending/pool/app/pool.py.base" in seen and "yours" not in seen


def test_add_refuses_and_names_the_upgrade(root: Path, shelf: Path) -> None:
    (root / CODE).write_text((root / CODE).read_text().replace("SIZE = 8", "SIZE = 99"))
    before = state(root)
    with pytest.raises(Problem) as caught:
        built(root, shelf, "pool", size=9)
    assert caught.value.code == 3 and "rung upgrade pool --set" in caught.value.remedy
    assert state(root) == before
    assert upgraded(root, shelf, size=9).conflicts == (CODE,)


def test_a_saved_plan_leaves_the_same(root: Path, shelf: Path) -> None:
    from scaffold.saved_plan import from_json, to_json

    plan = upgrading(root, templates=version(shelf, 2))
    apply(from_json(to_json(plan)))
    assert marked((root / CODE).read_bytes())
