"""A plan says everything and writes nothing."""

import json
from pathlib import Path

import pytest

from checks.core import Looks, Problem
from scaffold.core import Kind, Step
from scaffold.diff import unified
from scaffold.plan import make
from scaffold.saved_plan import from_json, to_json
from tests.scaffold.small import built, lay, planned, state, template
from tests.scaffold.two_rungs import project, templates


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return templates(tmp_path / "templates")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def test_a_plan_writes_nothing(root: Path, shelf: Path) -> None:
    before, here = state(root), Path.cwd()
    plan = planned(root, shelf, "pool", size=12)
    assert state(root) == before
    assert Path.cwd() == here
    kinds = {one.path: one.kind for one in plan.changes}
    assert kinds == {
        "app/db_pool.py": Kind.CREATE,
        "deploy/compose/pool.yaml": Kind.CREATE,
        "deploy/pool/old.ini": Kind.CREATE,
        "compose.yaml": Kind.EDIT,
        "requirements.txt": Kind.EDIT,
        "main.py": Kind.EDIT,
        ".env.example": Kind.CREATE,
    }
    made = next(one for one in plan.changes if one.path == "app/db_pool.py")
    assert made.after == b"SIZE = 12\n\n\nVERSION = 1\n"
    assert all(one.path.startswith(".rung/") for one in plan.records)


def test_the_diff_shows_what_is_written(root: Path, shelf: Path) -> None:
    plan = planned(root, shelf, "pool")
    diff = unified(next(one for one in plan.changes if one.path == "requirements.txt"))
    assert "-psycopg\n\\ No newline at end of file\n" in diff
    assert "+psycopg-pool>=3.2,<4\n" in diff


def test_when_drops_an_edit(root: Path, shelf: Path) -> None:
    paths = {one.path for one in planned(root, shelf, "pool", size=2).changes}
    assert ".env.example" not in paths


def test_a_saved_plan_is_the_plan(root: Path, shelf: Path) -> None:
    plan = planned(root, shelf, "pool")
    saved = to_json(plan)
    assert from_json(saved) == plan
    assert {"schema", "rung", "changes", "commands", "notes"} <= json.loads(saved).keys()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "rung": "x"}'])
def test_another_file_is_no_plan(text: str) -> None:
    with pytest.raises(Problem):
        from_json(text)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"sise": 3}, "asks nothing called sise"),
        ({"size": "many"}, "size cannot be 'many'"),
        ({"size": True}, "size cannot be True"),
        ({"name": 3}, "name cannot be 3"),
    ],
)
def test_answers_are_checked(
    root: Path, shelf: Path, answers: dict[str, str | int], says: str
) -> None:
    with pytest.raises(Problem, match=says) as caught:
        planned(root, shelf, "pool", **answers)
    assert "size" in caught.value.remedy or "type" in caught.value.remedy


def test_an_answer_outside_of_the_choices(root: Path, tmp_path: Path) -> None:
    template(
        tmp_path / "t",
        "x",
        {},
        "",
        "how: {type: str, choices: [a, b], default: a}\n"
        'size: {type: int, default: 1, validator: "{% if size < 1 %}at least 1{% endif %}"}\n',
    )
    with pytest.raises(Problem, match="how cannot be 'c'"):
        planned(root, tmp_path / "t", "x", how="c")
    with pytest.raises(Problem, match="at least 1"):
        planned(root, tmp_path / "t", "x", size=0)


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ("- nonsense: {a: b}\n", "no operation 'nonsense'"),
        ("- core: {a: b}\n", "no operation 'core'"),
        ("- gitignore: {lines: x}\n", "gitignore"),
        ("- gitignore\n", "does not name one operation"),
        ("a: b\n", "not a list"),
        ("- a: [\n", "not YAML"),
    ],
)
def test_a_template_at_fault_is_named(root: Path, tmp_path: Path, edits: str, says: str) -> None:
    template(tmp_path / "t", "x", {}, edits)
    with pytest.raises(Problem, match=says):
        planned(root, tmp_path / "t", "x")


def test_no_template_and_no_folder(root: Path, shelf: Path) -> None:
    with pytest.raises(Problem, match="no template"):
        planned(root, shelf, "shard")
    with pytest.raises(Problem, match="not a folder"):
        planned(root / "nowhere", shelf, "pool")


def test_refused_edits_stand_in_the_plan_with_their_snippet(tmp_path: Path, shelf: Path) -> None:
    root = lay(tmp_path / "p", {"main.py": "import psycopg\napp = 1\n"})
    plan = planned(root, shelf, "pool")
    refused = [one for one in plan.changes if one.kind is Kind.REFUSED]
    assert {one.path for one in refused} == {"compose.yaml", "requirements.txt", "main.py"}
    assert all(one.before == one.after for one in refused)
    assert any("psycopg-pool>=3.2,<4" in one.note for one in refused)


def test_a_foreign_file_of_the_name_is_a_collision(root: Path, shelf: Path) -> None:
    lay(root, {"app/db_pool.py": "mine\n"})
    one = next(one for one in planned(root, shelf, "pool").changes if one.path == "app/db_pool.py")
    assert (one.kind, one.before, one.after) == (Kind.COLLISION, b"mine\n", b"mine\n")


def test_a_file_that_is_there_with_this_content_is_adopted(root: Path, shelf: Path) -> None:
    lay(root, {"app/cache.py": "TTL = 5\n"})
    built(root, shelf, "cache")
    from tests.scaffold.small import undone

    undone(root, "cache")
    assert (root / "app/cache.py").read_text() == "TTL = 5\n"


def test_links_that_lead_out_are_never_followed(root: Path, shelf: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "app").symlink_to(outside)
    with pytest.raises(Problem, match="leads out of the project") as caught:
        planned(root, shelf, "pool")
    assert caught.value.code == 4
    assert list(outside.iterdir()) == []


def test_a_path_that_leads_out_is_refused(root: Path, tmp_path: Path) -> None:
    template(tmp_path / "t", "x", {}, "- python_import: {file: ../m.py, statement: import os}\n")
    (tmp_path / "m.py").write_text("")
    with pytest.raises(Problem, match="leads out"):
        planned(root, tmp_path / "t", "x")


def test_every_default_and_command_without_a_person(root: Path, shelf: Path) -> None:
    lay(shelf / "pool", {"commands.yml": "- docker compose up -d {{ name }}\n"})
    plan = make(root, Step(rung="pool"), Looks(), templates=shelf)
    assert plan.commands == ("docker compose up -d shop",)
