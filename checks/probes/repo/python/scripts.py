"""Modules that a command runs by themselves, as a wait for the database: what they open serves no request."""

import re
from functools import cached_property

from checks.probes.repo.python.source import Program

IMPORTS = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b[ \t]*(\([^()]{0,4000}\)|[^\n(]*)|import[ \t]+([^\n]*))",
    re.M,
)
MAKES = re.compile(rb"\b(?:FastAPI|Flask|Starlette|Litestar|Quart|Sanic|Application|Celery)\(")
WORD = re.compile(rb"\w+")


class Scripts:
    """Which modules are run by themselves: outside any package, imported by none, and making no application."""

    def __init__(self, program: Program, app_file: str) -> None:
        self._program, self._app_file = program, app_file

    def __contains__(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        beside = f"{folder}/__init__.py".lstrip("/")
        if path == self._app_file or beside in self._program.tree.sizes:
            return False
        data = self._program.tree.data(path) or b""
        return not MAKES.search(data) and name.removesuffix(".py").encode() not in self._imported

    @cached_property
    def _imported(self) -> frozenset[bytes]:
        """Every name that stands in an import of some module."""
        tree = self._program.tree
        found: set[bytes] = set()
        for path in self._program.paths:
            for parts in IMPORTS.findall(tree.sniff(path)):
                found.update(word for part in parts for word in WORD.findall(part))
        return frozenset(found)
