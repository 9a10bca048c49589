"""A rung that builds upon another says so; that other is not taken away from under it."""

from pathlib import Path

import pytest

from checks.core import Problem
from scaffold.status import status
from tests.scaffold.evolving import upgraded
from tests.scaffold.small import built, lay, state, template, undone
from tests.scaffold.two_rungs import project, templates


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """`workers` builds upon `pool`, where its answer says so."""
    shelf = templates(tmp_path / "templates")
    asks = "pooled: {type: bool, default: true, help: Through the pool}\n"
    template(shelf, "workers", {"app/workers.py": "N = 2\n"}, "", asks)
    lay(shelf / "workers", {"needs.yml": "{% if pooled %}\n- pool\n{% endif %}\n"})
    return shelf


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def test_it_is_not_built_without_what_it_needs(root: Path, shelf: Path) -> None:
    before = state(root)
    with pytest.raises(Problem, match="builds upon pool") as caught:
        built(root, shelf, "workers")
    assert (caught.value.code, caught.value.remedy) == (4, "Build pool first: rung add pool")
    assert state(root) == before


def test_what_another_needs_stays(root: Path, shelf: Path) -> None:
    before = state(root)
    built(root, shelf, "pool")
    built(root, shelf, "workers")
    both = state(root)
    assert status(root, templates=shelf).rungs[1].needs == ("pool",)
    with pytest.raises(Problem, match="workers needs pool") as caught:
        undone(root, "pool")
    assert (caught.value.code, caught.value.remedy) == (4, "Undo workers first: rung undo workers")
    assert state(root) == both
    undone(root, "workers")
    undone(root, "pool")
    assert state(root) == before


def test_what_no_answer_asks_for_is_not_needed(root: Path, shelf: Path) -> None:
    built(root, shelf, "workers", pooled=False)
    built(root, shelf, "pool")
    undone(root, "pool")


def test_an_answer_that_brings_a_need(root: Path, shelf: Path) -> None:
    built(root, shelf, "workers", pooled=False)
    with pytest.raises(Problem, match="builds upon pool"):
        built(root, shelf, "workers", pooled=True)


def test_a_newer_template_that_brings_a_need(root: Path, shelf: Path) -> None:
    lay(shelf / "workers", {"needs.yml": ""})
    built(root, shelf, "workers")
    lay(shelf / "workers", {"needs.yml": "- pool\n"})
    before = state(root)
    with pytest.raises(Problem, match="builds upon pool"):
        upgraded(root, shelf)
    assert state(root) == before
    built(root, shelf, "pool")
    upgraded(root, shelf)
    with pytest.raises(Problem, match="workers needs pool"):
        undone(root, "pool")
