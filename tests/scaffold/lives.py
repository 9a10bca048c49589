"""A random project, somebody who works in it, and rung beside them: the state machine of tests/scaffold/test_lives.py.

The user's words are whole lines with a number that is nowhere else, the project's own first lines, and the secrets in
`.env`. After every step each of them has to be there, but for those that the user took out.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from checks.core import Problem
from scaffold import drafted, unsettled
from scaffold.apply import apply
from scaffold.conflict import BESIDE, marked
from scaffold.core import Plan, Value
from scaffold.journal import recover
from scaffold.ledger import read
from scaffold.render import Rendered, digest, render
from scaffold.status import status
from scaffold.tree import Tree
from scaffold.undo import plan as undoing
from scaffold.upgrade import plan as upgrading
from tests.scaffold.evolving import LATEST, version
from tests.scaffold.small import lay, planned, state, template
from tests.scaffold.test_journal import killed_at
from tests.scaffold.two_rungs import CACHE, COMPOSE, MAIN

SECRET = "SECRET_KEY=f00dfeed-not-to-be-lost\nDB_PASSWORD='two words'"
RUNGS = ("pool", "cache")
EDITS = ("insert", "insert", "change", "change", "delete", "reformat")
FILES = ("newlines", "newlines", "rename", "remove")
RUNGS_OWN = ("version ", "POOL_VERSION", "psycopg-pool", "TTL =", "SIZE =", "mode =", "import app")
"""What stands in lines that the next version writes anew."""
FIGURES: Counter[str] = Counter()
"""What was done over all lives, for whoever reads the output."""
DONE: dict[tuple[Any, ...], Rendered] = {}


def once(where: Path, answers: dict[str, Any], keys: tuple[str, ...]) -> Rendered:
    """Each rendering is done once."""
    key = (digest(where), repr(sorted(answers.items())), tuple(keys))
    if key not in DONE:
        DONE[key] = render(where, answers, keys)
    return DONE[key]


class Lives(RuleBasedStateMachine):
    """One project from its first line to the day on which every rung is out again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="rung-lives-"))
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(drafted, "render", once)
        self.patch.setattr(os, "fsync", lambda handle: None)
        self.root, self.shelf = self.folder / "project", self.folder / "templates"
        self.number, self.words, self.newest = 0, set[str](), 1
        FIGURES["lives"] += 1

    @initialize(
        crlf=st.booleans(),
        toml=st.booleans(),
        last=st.booleans(),
        compose=st.booleans(),
        rungs=st.permutations(RUNGS),
    )
    def begin(self, crlf: bool, toml: bool, last: bool, compose: bool, rungs: list[str]) -> None:
        """One of sixteen projects, with the first version of both rungs."""
        files = {
            "main.py": MAIN,
            "requirements.txt": "fastapi\npsycopg\n",
            ".gitignore": "*.pyc\n",
            ".env": SECRET,
            "docs/about.md": "# About\n",
        }
        if toml:
            del files["requirements.txt"]
            files["pyproject.toml"] = (
                '[project]\nname = "shop"\ndependencies = [\n  "fastapi",\n]\n'
            )
        if compose:
            files["compose.yaml"] = COMPOSE
        for path, text in files.items():
            text = text if last or path == ".env" else text.rstrip("\n")
            lay(self.root, {path: text.replace("\n", "\r\n") if crlf else text})
        self.secret = (self.root / ".env").read_bytes()
        self.words = {line for one in self.texts() for line in self.lines(one) if line.strip()}
        self._templates()
        for rung in rungs:
            self.add(rung, 8)

    def _templates(self) -> None:
        version(self.shelf, self.newest)
        number = (self.newest + 1) // 2
        files = {"app/cache.py": f"TTL = {number}\n\n\ndef get():\n    return TTL\n"}
        template(self.shelf, "cache", files, CACHE.replace("cached(5)", f"cached({number})"))

    # What the user does.

    def texts(self) -> list[Path]:
        """The files that somebody would open: text, not rung's record, not the secrets."""
        every = sorted(one for one in self.root.rglob("*") if one.is_file())
        return [one for one in every if ".rung" not in one.parts and one.name != ".env"]

    def lines(self, file: Path) -> list[str]:
        return [one.rstrip("\r") for one in file.read_bytes().decode().split("\n")]

    def write(self, file: Path, lines: list[str]) -> None:
        crlf = b"\r\n" in file.read_bytes()
        file.write_bytes(("\r\n" if crlf else "\n").join(lines).encode())

    def open(self) -> bool:
        """Whether a conflict waits for the user."""
        return any(one.name.endswith(BESIDE) or marked(one.read_bytes()) for one in self.texts())

    def held(self) -> tuple[str, ...]:
        return read(self.root).held

    def pick(self, at: int) -> Path:
        texts = self.texts()
        return texts[at % len(texts)]

    def word(self) -> str:
        self.number += 1
        return f"# mine {self.number}"

    at = st.integers(0, 10_000)

    @rule(what=st.sampled_from(EDITS), at=at, line=at)
    def edits(self, what: str, at: int, line: int) -> None:
        """One thing that somebody does in one file."""
        getattr(self, what)(self.pick(at), line)

    @rule(at=at, line=at)
    def clashes(self, at: int, line: int) -> None:
        """What the next version will not like."""
        self.clash(self.pick(at), line)

    @rule(what=st.sampled_from(FILES), at=at)
    def files(self, what: str, at: int) -> None:
        """One thing that somebody does to one file."""
        getattr(self, what)(self.pick(at), at)

    def insert(self, file: Path, line: int) -> None:
        """One more line, anywhere."""
        new = self.word()
        lines = self.lines(file)
        lines.insert(line % (len(lines) + 1), new)
        self.write(file, lines)
        self.words.add(new)
        FIGURES["lines inserted"] += 1

    def change(self, file: Path, line: int) -> None:
        """A line of anybody's gets another end."""
        lines = self.lines(file)
        here = line % len(lines)
        self._lose(lines[here])
        lines[here] = f"{lines[here]}  {self.word()}"
        self.write(file, lines)
        if not lines[here].startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
            self.words.add(lines[here])
        FIGURES["lines changed"] += 1

    def clash(self, file: Path, line: int) -> None:
        """A line of rung's that the next version changes too gets another end."""
        for one in [file, *self.texts()]:
            lines = self.lines(one)
            own = [at for at, text in enumerate(lines) if any(word in text for word in RUNGS_OWN)]
            if own:
                self.change(one, own[line % len(own)])
                return

    def delete(self, file: Path, line: int) -> None:
        """A line of anybody's goes."""
        lines = self.lines(file)
        if len(lines) > 1:
            self._lose(lines.pop(line % len(lines)))
            self.write(file, lines)
            FIGURES["lines deleted"] += 1

    def reformat(self, file: Path, line: int) -> None:
        """A formatter: no space at the ends, no two empty lines in a row."""
        out: list[str] = []
        for one in self.lines(file):
            if one.strip() or (out and out[-1].strip()):
                out.append(one.rstrip())
                if one != one.rstrip() and one in self.words:
                    self.words = {*self.words - {one}, one.rstrip()}
        self.write(file, out)
        FIGURES["files reformatted"] += 1

    def newlines(self, file: Path, line: int) -> None:
        """An editor of the other kind."""
        content = file.read_bytes().replace(b"\r\n", b"\n")
        crlf = b"\r\n" in file.read_bytes()
        file.write_bytes(content if crlf else content.replace(b"\n", b"\r\n"))
        FIGURES["newlines turned"] += 1

    def rename(self, file: Path, line: int) -> None:
        """A file gets a name of the user's own."""
        self.number += 1
        file.rename(file.with_name(f"moved_{self.number}_{file.name}"[-60:]))
        FIGURES["files renamed"] += 1

    def remove(self, file: Path, line: int) -> None:
        """A file goes."""
        if len(self.texts()) > 2:
            for one in self.lines(file):
                self._lose(one)
            file.unlink()
            FIGURES["files deleted"] += 1

    def _lose(self, line: str) -> None:
        """The user takes this line out; it may stand elsewhere too."""
        self.words.discard(line)

    @precondition(lambda self: self.open())
    @rule(side=st.sampled_from(["yours", "new", "both"]))
    def settle(self, side: str) -> None:
        """Every conflict is settled, one way or the other."""
        for file in self.texts():
            if file.name.endswith(BESIDE):
                self._gone(file)
            elif marked(file.read_bytes()):
                self._settle(file, side)
                FIGURES["conflicts settled"] += 1

    def _gone(self, file: Path) -> None:
        for one in self.lines(file):
            self._lose(one)
        file.unlink()

    def _settle(self, file: Path, side: str) -> None:
        out, part = [], ""
        for line in self.lines(file):
            sign = line[:7]
            if sign in {"<<<<<<<", "|||||||", ">>>>>>>"} or (part and sign == "======="):
                part = {"<<<<<<<": "yours", "|||||||": "base", "=======": "new"}.get(sign, "")
            elif part in {"", side} or (side == "both" and part != "base"):
                out.append(line)
            else:
                self._lose(line)
        self.write(file, out)

    # What rung does.

    @rule(out=st.booleans(), at=at)
    def ladder(self, out: bool, at: int) -> None:
        """Build, build again with another answer, or take out."""
        if out and self.held():
            self.undo(at)
        else:
            self.add(RUNGS[at % len(RUNGS)], at % 9 + 1)

    def add(self, rung: str, size: int) -> None:
        """Build."""
        self._done(lambda: planned(self.root, self.shelf, rung, **self._answers(rung, size)), "add")

    @precondition(lambda self: self.held())
    @rule(newer=st.booleans())
    def upgrade(self, newer: bool) -> None:
        """What is held, to the templates of today."""
        if newer:
            self._newer()
        if self._done(lambda: upgrading(self.root, templates=self.shelf), "upgrade"):
            before = state(self.root)
            assert upgrading(self.root, templates=self.shelf).empty
            assert state(self.root) == before

    def _newer(self) -> None:
        if self.newest < LATEST:
            self.newest += 1
            self._templates()

    def undo(self, at: int) -> None:
        """Take out."""
        held = self.held()
        self._done(lambda: undoing(self.root, held[at % len(held)]), "undo")

    @rule(act=st.integers(0, 2), at=at, call=at)
    def killed(self, act: int, at: int, call: int) -> None:
        """Killed at some write: nothing of it, or all of it."""
        rung = RUNGS[at % len(RUNGS)]
        makes: list[Callable[[], Plan]] = [
            lambda: planned(self.root, self.shelf, rung, **self._answers(rung, at % 9 + 1)),
            lambda: upgrading(self.root, templates=self.shelf),
            lambda: undoing(self.root, rung),
        ]
        if at % 2:
            self._newer()
        plan = next(filter(None, (self._work(makes[(act + more) % 3]) for more in range(3))), None)
        if plan is not None:
            self._killed(plan, call % 120 + 1)

    def _work(self, make: Callable[[], Plan]) -> Plan | None:
        try:
            plan = make()
        except Problem:
            return None
        return None if plan.empty else plan

    def _killed(self, plan: Plan, call: int) -> None:
        before = state(self.root)
        if not killed_at(plan, call):
            FIGURES["killed: too late"] += 1
            return
        cut = state(self.root)
        status(self.root, templates=self.shelf)
        assert state(self.root) == cut
        recover(self.root)
        after = state(self.root)
        if after != before:
            for one in (*plan.changes, *plan.records):
                file = self.root / one.path
                assert (file.read_bytes() if file.is_file() else None) == one.after
        FIGURES["killed: " + ("nothing" if after == before else "all")] += 1

    def _answers(self, rung: str, size: int) -> dict[str, Value]:
        if rung != "pool":
            return {}
        return {"most" if self.newest >= LATEST else "size": size}

    def _done(self, make: Callable[[], Plan], name: str) -> bool:
        before = state(self.root)
        try:
            plan = make()
            assert state(self.root) == before
            apply(plan)
        except Problem:
            assert state(self.root) == before
            FIGURES[f"{name}: refused"] += 1
            return False
        FIGURES[name] += 1
        FIGURES["conflicts left"] += len(plan.conflicts) if plan.writes else 0
        return True

    @precondition(lambda self: bool(self.words))
    @invariant()
    def nothing_is_lost(self) -> None:
        """Every line of the user's is somewhere, the secrets are where they were and nowhere else."""
        FIGURES["steps"] += 1
        there = {line for file in self.texts() for line in self.lines(file)}
        lost = self.words - there
        assert not lost, lost
        assert (self.root / ".env").read_bytes() == self.secret
        assert not any(b"f00dfeed" in one.read_bytes() for one in self._record())

    def _record(self) -> Iterator[Path]:
        return (one for one in (self.root / ".rung").rglob("*") if one.is_file())

    def teardown(self) -> None:
        """Every rung out, in the order in which they can be."""
        try:
            if self.root.exists() and self.words:
                self._out()
                self.nothing_is_lost()
        finally:
            self.patch.undo()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _out(self) -> None:
        # An upgrade goes on where the last one was settled, and may find the next clash there.
        for _ in range(LATEST):
            self.settle("yours")
            if read(self.root).held:
                self.upgrade(newer=False)
            if not self.open():
                break
        for number in range(2 * len(RUNGS)):
            if self.held():
                self.undo(number)
        if not read(self.root).held:
            FIGURES["lives that ended without rung"] += 1
            assert not (self.root / ".rung").exists()
        else:
            now, ledger = Tree(root=self.root), read(self.root)
            FIGURES["lives that ended with lines of rung's that the user had changed"] += 1
            assert not any(
                unsettled.waiting(now, one, ledger.of(one.receipt.rung)) for one in ledger.rungs
            )
