"""Any two independent rungs leave the same files in either order, and come out in either order."""

from itertools import combinations, permutations
from pathlib import Path

import pytest

from scaffold.ledger import read
from tests.scaffold.real_projects import PROJECTS, RUNGS, add, project, undo
from tests.scaffold.small import built, lay, state, template, undone
from tests.scaffold.two_rungs import project as small

PAIRS = tuple(combinations(RUNGS, 2))


def own(root: Path) -> dict[str, tuple[str, int]]:
    return {path: one for path, one in state(root).items() if not path.startswith(".rung")}


@pytest.mark.parametrize("kind", PROJECTS)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_every_pair_in_either_order(tmp_path: Path, kind: str, one: str, other: str) -> None:
    trees, before = [], {}
    for order in permutations((one, other)):
        root = project(tmp_path / order[0] / "shop", kind)
        before = own(root)
        for rung in order:
            assert add(root, rung).writes
        trees.append(own(root))
    assert trees[0] == trees[1]
    for start, out, stays in ((one, one, other), (other, one, other)):
        root = tmp_path / start / "shop"
        undo(root, out)
        alone = project(tmp_path / f"alone-{start}" / "shop", kind)
        add(alone, stays)
        assert own(root) == own(alone)
        undo(root, stays)
        assert state(root) == before


@pytest.mark.parametrize("kind", PROJECTS)
def test_all_four_in_the_ladders_order_and_the_other_way_round(tmp_path: Path, kind: str) -> None:
    trees = []
    for name, order in (("up", RUNGS), ("down", RUNGS[::-1])):
        root = project(tmp_path / name / "shop", kind)
        before = state(root)
        for rung in order:
            add(root, rung)
        trees.append(own(root))
        for rung in order:
            undo(root, rung)
        assert state(root) == before
    assert trees[0] == trees[1]


def test_a_users_line_between_the_two_stays_where_it_is(tmp_path: Path) -> None:
    shelf = tmp_path / "templates"
    template(shelf, "observe", {}, "- requirement: {spec: 'prometheus-client>=0.20'}\n")
    template(shelf, "pool", {}, "- requirement: {spec: 'psycopg-pool>=3.2'}\n")
    root = small(tmp_path / "project")
    built(root, shelf, "pool")
    with (root / "requirements.txt").open("a") as file:
        file.write("\nmine")
    built(root, shelf, "observe")
    lines = (root / "requirements.txt").read_text().splitlines()
    assert lines == ["fastapi", "psycopg", "prometheus-client>=0.20", "psycopg-pool>=3.2", "mine"]
    undone(root, "observe")
    undone(root, "pool")
    assert (root / "requirements.txt").read_text() == "fastapi\npsycopg\nmine"


def test_where_there_is_no_place_below_it_goes_on_top(tmp_path: Path) -> None:
    shelf = tmp_path / "templates"
    line = "- python_after: {file: main.py, assigned: app, line: 'base = app'}\n"
    template(shelf, "pool", {}, line)
    template(shelf, "observe", {}, line.replace("app,", "base,").replace("base = app", "x = base"))
    root = small(tmp_path / "project")
    before = state(root)
    built(root, shelf, "pool")
    built(root, shelf, "observe")
    assert [one.rung for one in read(root).chain("main.py")] == ["pool", "observe"]
    undone(root, "observe")
    undone(root, "pool")
    assert state(root) == before


def test_what_the_user_took_out_since_is_not_taken_for_there(tmp_path: Path) -> None:
    shelf = tmp_path / "templates"
    template(shelf, "observe", {}, "- requirement: {spec: 'psycopg>=3'}\n")
    template(shelf, "pool", {}, "- requirement: {spec: 'psycopg-pool>=3.2'}\n")
    root = lay(tmp_path / "project", {"requirements.txt": "fastapi\npsycopg\n"})
    built(root, shelf, "pool")
    file = root / "requirements.txt"
    file.write_text(file.read_text().replace("psycopg\n", ""))
    built(root, shelf, "observe")
    assert "psycopg>=3" in file.read_text().splitlines()


def test_what_the_user_wrote_since_is_not_written_twice(tmp_path: Path) -> None:
    shelf = tmp_path / "templates"
    template(shelf, "observe", {}, "- requirement: {spec: 'prometheus-client>=0.20'}\n")
    template(shelf, "pool", {}, "- requirement: {spec: 'psycopg-pool>=3.2'}\n")
    root = lay(tmp_path / "project", {"requirements.txt": "fastapi\n"})
    built(root, shelf, "pool")
    with (root / "requirements.txt").open("a") as file:
        file.write("prometheus-client==0.21  # mine\n")
    built(root, shelf, "observe")
    text = "fastapi\npsycopg-pool>=3.2\nprometheus-client==0.21  # mine\n"
    assert (root / "requirements.txt").read_text() == text
