"""One walk over the tree: which files there are, and a bounded, careful way to read one.

Nothing is followed out of the tree, nothing but a regular file is opened, and what could not be read is
kept with its reason. The walk reads names only; a file's text is read when somebody asks for it, once.
"""

import os
import re
import stat
from functools import cached_property
from pathlib import Path

from checks.core import Problem

LARGEST_READ = 1_000_000
"""Bytes. Longer files are data or generated; a hand-written source or manifest is far below it."""
MOST_FILES = 200_000
SKIPPED = frozenset(
    [
        "node_modules",
        "bower_components",
        "vendor",
        "third_party",
        "site-packages",
        "__pycache__",
        "venv",
        "virtualenv",
        "dist",
        "build",
        "target",
        "_build",
        "deps",
        "coverage",
        "htmlcov",
        "wwwroot",
        "Pods",
        "DerivedData",
        "elm-stuff",
    ]
)
HIDDEN_READ = frozenset(
    {".github", ".gitlab", ".circleci", ".forgejo", ".woodpecker", ".buildkite"}
)
NOT_PRODUCTION = re.compile(
    r"""(^|/)(tests?|testing|testdata|test_data|specs?|__tests__|__mocks__|fixtures?|factories
    |examples?|samples?|docs?|docs_src|documentation|website|benchmarks?|bench|e2e|cypress|playwright
    |testsuite|integration[-_]tests?|cookbook|tutorials?|demos?|playground|\.github)/
    |(^|/)(test_[^/]*|conftest|tests|locustfile|noxfile|fabfile)\.py$|_test\.(py|go|exs)$|_spec\.rb$|_test\.rb$
    |\.(spec|test|stories|e2e)\.[cm]?[jt]sx?$|(Test|Tests|IT)\.(java|kt|cs|php)$|\{\{|\.example$""",
    re.VERBOSE,
)


class Tree:
    """The files below a root, by path relative to it with forward slashes."""

    def __init__(self, root: Path) -> None:
        """Walk `root`.

        Raises:
            Problem: there is no such folder, or it cannot be listed.
        """
        self.root = root
        self.sizes: dict[str, int] = {}
        self.unread: dict[str, str] = {}
        self._texts: dict[str, str | None] = {}
        self._bytes: dict[str, bytes] = {}
        _check(root)
        self._walk()

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return tuple(sorted(self.sizes))

    @cached_property
    def _production(self) -> tuple[str, ...]:
        return tuple(one for one in self.files if not NOT_PRODUCTION.search(one))

    def production(self, *suffixes: str) -> list[str]:
        """The files with one of these suffixes outside tests, examples, docs and the like."""
        return [one for one in self._production if not suffixes or one.endswith(suffixes)]

    def named(self, *names: str) -> list[str]:
        """The production files of one of these base names."""
        wanted = set(names)
        return [one for one in self._production if one.rpartition("/")[2] in wanted]

    def sniff(self, path: str) -> bytes:
        """The bytes of a file that only might matter: one that is too large is passed over in silence."""
        return b"" if self.sizes.get(path, 0) > LARGEST_READ else self.data(path) or b""

    def text(self, path: str) -> str | None:
        """The text of a file, or None (with the reason in `unread`) where it cannot be judged."""
        if path not in self._texts:
            data = self.data(path)
            self._texts[path] = None if data is None else self._decoded(path, data)
        return self._texts[path]

    def data(self, path: str) -> bytes | None:
        """The bytes of a file of bounded size, or None with the reason in `unread`."""
        if path in self._bytes:
            return self._bytes[path]
        if self.sizes.get(path, 0) > LARGEST_READ:
            self.unread[path] = f"too large to read ({self.sizes[path]:,} bytes)"
            return None
        try:
            # O_NONBLOCK: a pipe that took the file's place since the walk must not hold us
            handle = os.open(self.root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with open(handle, "rb") as file:  # noqa: PTH123 (an open descriptor)
                found = file.read(LARGEST_READ + 1)
        except OSError as error:
            self.unread[path] = (error.strerror or "cannot be read").lower()
            return None
        if path.endswith(".py"):
            self._bytes[path] = found  # several facets look into each of them
        return found

    def _decoded(self, path: str, data: bytes) -> str | None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.unread[path] = "not UTF-8 text"
            return None

    def _walk(self) -> None:
        folders = [""]
        while folders and len(self.sizes) < MOST_FILES:
            folder = folders.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    below = [self._enter(entry, folder) for entry in entries]
            except OSError as error:
                self.unread[folder or "."] = (error.strerror or "cannot be listed").lower()
                continue
            folders.extend(one for one in below if one)
        if folders:
            self.unread[folders[-1]] = f"more than {MOST_FILES:,} files: the rest was not looked at"

    def _enter(self, entry: os.DirEntry[str], folder: str) -> str | None:
        """Note a file; give back a folder to walk."""
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_symlink():
            return None
        if entry.is_dir(follow_symlinks=False):
            return path if _wanted(entry) else None
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(status.st_mode):
            self.sizes[_clean(path)] = status.st_size
        else:
            self.unread[path] = "not a regular file"
        return None


def _clean(path: str) -> str:
    return path.replace(os.sep, "/")


def _wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return entry.name in HIDDEN_READ
    if entry.name in SKIPPED:
        # a source folder may be called build or target: what a build makes holds no manifest
        return False
    return not Path(entry.path, "pyvenv.cfg").exists()


def _check(root: Path) -> None:
    if not root.exists():
        raise Problem(f"there is no folder {root}", "give the path of a project that exists")
    if not root.is_dir():
        raise Problem(f"{root} is a file, not a folder", "give the folder that holds the project")
    if not os.access(root, os.R_OK | os.X_OK):
        raise Problem(f"no right to read {root}", "run as a user who may read it")
