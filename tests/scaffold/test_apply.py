"""What the plan says happens, all of it or nothing; a second run changes nothing."""

from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.apply import apply
from scaffold.core import Kind
from scaffold.held import digest
from scaffold.ledger import read
from scaffold.saved_plan import from_json, to_json
from tests.scaffold.small import built, lay, planned, state
from tests.scaffold.two_rungs import project, templates


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return templates(tmp_path / "templates")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def test_the_plan_is_what_happens(root: Path, shelf: Path) -> None:
    plan = planned(root, shelf, "pool")
    before = {path: one for path, one in state(root).items() if one[0] != "folder"}
    receipt = apply(plan)
    after = {path: one for path, one in state(root).items() if one[0] != "folder"}
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {one.path for one in (*plan.writes, *plan.records)}
    for one in plan.writes:
        assert (root / one.path).read_bytes() == one.after
        assert receipt.files[one.path] == digest(one.after or b"")
    assert receipt.answers == {"size": 8, "name": "shop"}


def test_modes_and_newlines_are_kept(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    assert (root / "main.py").stat().st_mode & 0o777 == 0o600
    content = (root / "main.py").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert not (root / "requirements.txt").read_bytes().endswith(b"\n")


def test_a_second_run_changes_nothing(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    once = state(root)
    plan = built(root, shelf, "pool")
    assert plan.empty
    assert {one.kind for one in plan.changes} == {Kind.SKIP}
    assert state(root) == once


def test_a_saved_plan_does_the_same(root: Path, shelf: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "other")
    apply(from_json(to_json(planned(root, shelf, "pool"))))
    built(other, shelf, "pool")
    assert state(root) == state(other)


def test_refused_when_the_tree_has_changed(root: Path, shelf: Path) -> None:
    plan = planned(root, shelf, "pool")
    (root / "requirements.txt").write_text("fastapi\n")
    before = state(root)
    with pytest.raises(Problem, match=r"requirements.txt has changed") as caught:
        apply(plan)
    assert caught.value.code == 4
    assert state(root) == before


def test_refused_when_a_file_is_in_the_way(root: Path, shelf: Path) -> None:
    lay(root, {"app/db_pool.py": "mine\n"})
    before = state(root)
    with pytest.raises(Problem, match="in the way") as caught:
        built(root, shelf, "pool")
    assert caught.value.code == 4
    assert state(root) == before


def test_a_folder_in_the_way(root: Path, shelf: Path) -> None:
    (root / "app/db_pool.py").mkdir(parents=True)
    before = state(root)
    with pytest.raises(Problem, match="not a file"):
        built(root, shelf, "pool")
    assert state(root) == before


def test_a_read_only_file(root: Path, shelf: Path) -> None:
    (root / "compose.yaml").chmod(0o444)
    before = state(root)
    with pytest.raises(Problem, match="read-only"):
        built(root, shelf, "pool")
    assert state(root) == before


def test_a_file_that_the_user_deleted_stays_deleted(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    (root / "app/db_pool.py").unlink()
    (root / ".env.example").unlink()
    before = state(root)
    plan = built(root, shelf, "pool")
    kinds = {one.path: one.kind for one in plan.changes}
    assert kinds["app/db_pool.py"] is kinds[".env.example"] is Kind.USER_DELETED
    assert state(root) == before


def test_what_the_user_took_out_stays_out(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    (root / "requirements.txt").write_text("fastapi\npsycopg")
    assert built(root, shelf, "pool").empty
    assert (root / "requirements.txt").read_text() == "fastapi\npsycopg"


def test_a_link_inside_of_the_project_stays_a_link(root: Path, shelf: Path) -> None:
    (root / "compose.yaml").rename(root / "docs/real.yaml")
    (root / "compose.yaml").symlink_to("docs/real.yaml")
    built(root, shelf, "pool")
    assert (root / "compose.yaml").is_symlink()
    assert "pool.yaml" in (root / "docs/real.yaml").read_text()


def test_another_answer_moves_only_what_depends_on_it(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    built(root, shelf, "cache")
    plan = built(root, shelf, "pool", size=20, name="other")
    assert {one.path for one in plan.writes} == {"app/db_pool.py", "compose.yaml", ".env.example"}
    compose = (root / "compose.yaml").read_text()
    assert "postgres://pooler/other" in compose and "postgres://pooler/shop" not in compose
    assert "redis://" in compose
    assert dict(read(root).receipts[0].answers) == {"size": 20, "name": "other"}
    assert built(root, shelf, "cache").empty


def test_a_newer_template_meets_the_users_changes(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    made = root / "app/db_pool.py"
    made.write_text(made.read_text().replace("SIZE = 8", "SIZE = 99  # mine"))
    templates(shelf, version=2)
    plan = built(root, shelf, "pool")
    kinds = {one.path: one.kind for one in plan.writes}
    assert kinds == {"app/db_pool.py": Kind.MERGE, "deploy/pool/old.ini": Kind.DELETE}
    assert made.read_text() == "SIZE = 99  # mine\n\n\nVERSION = 2\n"
    assert not (root / "deploy/pool").exists()


def test_a_conflict_is_left_alone(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    (root / "app/db_pool.py").write_text("SIZE = 99\n\n\nVERSION = 1\n")
    before = state(root)
    plan = planned(root, shelf, "pool", size=9)
    assert [one.path for one in plan.changes if one.kind is Kind.CONFLICT] == ["app/db_pool.py"]
    with pytest.raises(Problem) as caught:
        apply(plan)
    assert caught.value.code == 3
    assert state(root) == before


def test_secrets_are_not_written_down(root: Path, shelf: Path) -> None:
    with (shelf / "pool/copier.yml").open("a") as file:
        file.write("token: {type: str, default: x, secret: true}\n")
    built(root, shelf, "pool", token="hush-hush")
    everything = b"".join(one.read_bytes() for one in root.rglob("*") if one.is_file())
    assert b"hush-hush" not in everything


def test_a_damaged_ledger_is_named(root: Path, shelf: Path) -> None:
    built(root, shelf, "pool")
    (root / ".rung/rung.yml").write_text("rungs: 3\n")
    with pytest.raises(Problem, match="damaged"):
        planned(root, shelf, "pool")
