"""No pattern of the readers takes more than a line's or a file's length of time for a file that means harm.

Every regular expression of the look is taken from its source, also those inside functions, and searched for in texts
of one piece repeated. A pattern that is quadratic takes hours for the largest file that is read; here an alarm ends it.
"""

import ast
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from checks.probes import repo
from checks.probes.repo.code.reading import SOUGHT
from checks.probes.repo.code.transactions.families import FAMILIES
from checks.probes.repo.code.transactions.wants import Opening, Slow
from checks.probes.repo.context.versions import LOCKS, RUNTIMES

LENGTH = 30_000
"""Characters. Linear work takes milliseconds; a quadratic pattern needs thousands of millions of steps."""
PATIENCE_S = 5
PIECES = [
    " ", "\n", "\t", "a", "0", "_", ".", "(", "[", "{", '"', "'", "#", "/", "-", ",", ":", "=", "\\", "<", "@", "$",
    "a.", "a ", "a\n", " \n", "\n ", "a(", "'a", '"a', "a,", "a=", "->", "::", "(a", "{a", "  a\n", "- a\n", "a: b\n",
    "get(", "import ", "from ", "def ", "@a(b)\n", "@a ", "<a>", "<a ", "CMD ", "\\a\\", "a\\", "LIMIT ? ", "offset ",
    "model a {\n", "config:\n a\n", "server {\n",
    "location ", "location a {\n", '  create_table "a"\n', "production:\n",
    "services:\n", "datasource a {\n", "from flask import (\n", "session[", "FROM a\n", 'name = "redis"\n', "redis@ ",
]  # fmt: skip
Pattern = re.Pattern[str] | re.Pattern[bytes]
READING = {"compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split"}


def patterns() -> Iterator[tuple[str, Pattern]]:
    """How it is used and the expression: every one that is written as a literal, and those from tables."""
    for found in pkgutil.walk_packages(repo.__path__, "checks.probes.repo."):
        module = importlib.import_module(found.name)
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                said = node.args[0] if node.args else None
                of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                if of_re and node.func.attr in READING and isinstance(said, ast.Constant):
                    how = "match" if "match" in node.func.attr else "search"
                    text: Any = said.value
                    yield how, re.compile(text, flags_of(node))
        # those that are put together from parts
        made = (one for one in vars(module).values() if isinstance(one, re.Pattern))
        yield from (("search", one) for one in made)
    for _, sought in SOUGHT:
        for one in sought:
            yield "search", one.core
    for family in FAMILIES:
        # heads of calls are bounded; these run through a whole file
        heads: tuple[Slow | Opening, ...] = (*family.slow, *family.around, *family.begins)
        for each in heads:
            whole = (each.declared, each.needs, getattr(each, "unless", ""))
            yield from (("search", re.compile(one, re.M)) for one in whole if one)
        marks = (family.marked, family.imported, family.carried)
        yield from (("search", re.compile(one)) for one in marks if one)
    for table in LOCKS.values():
        yield from (("search", re.compile(one.format(name="redis"), re.M)) for _, one in table)
    for said_ in RUNTIMES.values():
        yield from (("search", re.compile(one, re.M)) for _, one in said_)


def flags_of(call: ast.Call) -> int:
    """The flags that a call gives."""
    given = [*call.args[1:], *(one.value for one in call.keywords)]
    names = {one.attr for each in given for one in ast.walk(each) if isinstance(one, ast.Attribute)}
    known = {"M", "S", "I", "X", "MULTILINE", "DOTALL", "IGNORECASE", "VERBOSE"}
    return sum(int(getattr(re, one)) for one in names & known)


@pytest.mark.parametrize(("how", "pattern"), sorted(set(patterns()), key=repr), ids=repr)
def test_no_pattern_is_quadratic(how: str, pattern: Pattern) -> None:
    piece = ""

    def too_long(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"{pattern.pattern!r} does not come to an end on {piece!r} repeated")

    words = re.findall(r"[A-Za-z_@]{4,}", repr(pattern.pattern))[:5]
    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(PATIENCE_S)
    try:
        for piece in (*PIECES, *(word + end for word in words for end in ("", " ", "(", "\n"))):
            text = piece * (LENGTH // len(piece))
            getattr(pattern, how)(text.encode() if isinstance(pattern.pattern, bytes) else text)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
