"""The three rules as properties: random rungs, answers, user's edits and undos; no user's line is ever lost."""

import os
import tempfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.core import Problem
from scaffold import drafted
from scaffold.core import Kind
from scaffold.ledger import read
from scaffold.render import render
from tests.scaffold.small import built, planned, state, undone
from tests.scaffold.two_rungs import project, templates

TEXTS = ("compose.yaml", "requirements.txt", "main.py")
EXAMPLES = int(os.environ.get("RUNG_TEST_EXAMPLES", "12"))

steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "pool",
                "cache",
                "pool",
                "cache",
                "insert",
                "insert",
                "delete",
                "undo pool",
                "undo cache",
                "newlines",
            ]
        ),
        st.integers(0, 10_000),
        st.sampled_from(TEXTS),
    ),
    min_size=1,
    max_size=12,
)
quick = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
    database=None,
)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The templates; each rendering is done once, and nothing waits for the disk."""

    @lru_cache
    def once(
        template: Path, answers: tuple[tuple[str, object], ...], keys: tuple[str, ...]
    ) -> object:
        return render(template, dict(answers), keys)  # type: ignore[arg-type]

    monkeypatch.setattr(
        drafted,
        "render",
        lambda where, answers, keys: once(where, tuple(answers.items()), tuple(keys)),
    )
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    return templates(tmp_path / "templates")


class User:
    """Somebody who works in the project too, and remembers every line of theirs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lines = {path: Counter(self.read(path)) for path in TEXTS}
        self.written = 0

    def read(self, path: str) -> list[bytes]:
        return [one.rstrip(b"\r") for one in (self.root / path).read_bytes().split(b"\n")]

    def write(self, path: str, lines: list[bytes]) -> None:
        crlf = b"\r\n" in (self.root / path).read_bytes()
        (self.root / path).write_bytes((b"\r\n" if crlf else b"\n").join(lines))

    def insert(self, path: str, number: int) -> None:
        lines, self.written = self.read(path), self.written + 1
        new = b"# mine %d" % self.written
        lines.insert(number % len(lines), new)
        self.lines[path][new] += 1
        self.write(path, lines)

    def delete(self, path: str, number: int) -> None:
        """One of the user's own remarks."""
        lines = self.read(path)
        own = [at for at, one in enumerate(lines) if one.startswith(b"# mine")]
        if own:
            gone = lines.pop(own[number % len(own)])
            self.lines[path][gone] -= 1
            self.write(path, lines)

    def newlines(self, path: str) -> None:
        lines = self.read(path)
        crlf = b"\r\n" in (self.root / path).read_bytes()
        (self.root / path).write_bytes((b"\n" if crlf else b"\r\n").join(lines))

    def nothing_is_lost(self) -> None:
        for path in TEXTS:
            there = Counter(self.read(path))
            mine = {
                line: count
                for line, count in self.lines[path].items()
                if line.startswith(b"# mine")
            }
            assert all(there[line] == count for line, count in mine.items())

    def all_is_as_mine(self) -> None:
        for path in TEXTS:
            assert Counter(self.read(path)) == +self.lines[path]


@quick
@given(steps)
def test_no_line_of_the_user_is_lost(shelf: Path, steps: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "project")
        user = User(root)
        for what, number, path in steps:
            do(what, number, path, root, shelf, user)
            user.nothing_is_lost()
        for _ in read(root).held:
            for rung in read(root).held:
                take_out(root, rung)
        if not read(root).held:
            user.all_is_as_mine()
            assert not (root / ".rung").exists()
            assert not [one for one in root.rglob("*") if one.name in ("app", "deploy", "tests")]


def do(what: str, number: int, path: str, root: Path, shelf: Path, user: User) -> None:
    if what == "insert":
        user.insert(path, number)
    elif what == "delete":
        user.delete(path, number)
    elif what == "newlines":
        user.newlines(path)
    elif what.startswith("undo"):
        take_out(root, what.removeprefix("undo "))
    else:
        answers = {"size": number % 3 + 2} if what == "pool" else {}
        plan = planned(root, shelf, what, **answers)
        if any(one.kind in {Kind.COLLISION, Kind.CONFLICT} for one in plan.changes):
            return
        built(root, shelf, what, **answers)
        once = state(root)
        assert built(root, shelf, what, **answers).empty
        assert state(root) == once


def take_out(root: Path, rung: str) -> None:
    before = state(root)
    try:
        undone(root, rung)
    except Problem:
        assert state(root) == before


@quick
@given(st.lists(st.sampled_from(["pool", "cache"]), max_size=6), st.permutations(["pool", "cache"]))
def test_without_the_user_every_order_comes_back(
    shelf: Path, adds: list[str], out: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "project")
        before = state(root)
        for number, rung in enumerate(adds):
            built(root, shelf, rung, **({"size": number + 2} if rung == "pool" else {}))
        for rung in out:
            if rung in read(root).held:
                undone(root, rung)
        assert state(root) == before
