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
from checks.probes.repo.git_index import tracked

LARGEST_READ = 1_000_000
"""Bytes. Longer files are data or generated; a hand-written source or manifest is far below it."""
MOST_FILES = 200_000
MOST_HELD = 48_000_000
"""Bytes of files that are kept for the next facet; beyond it they are read again."""
VENDORED = frozenset(
    [
        "node_modules",
        "bower_components",
        "vendor",
        "third_party",
        "site-packages",
        "Pods",
        "elm-stuff",
    ]
)
BUILT = frozenset(
    ["dist", "build", "target", "_build", "deps", "coverage", "htmlcov", "wwwroot", "DerivedData"]
)
"""What a build makes; a source folder may be called so too, and then git tracks what is in it."""
LOCAL = frozenset(["__pycache__", "venv", "virtualenv"])
HIDDEN_READ = frozenset(
    {
        ".github",
        ".gitlab",
        ".circleci",
        ".forgejo",
        ".gitea",
        ".woodpecker",
        ".buildkite",
        ".semaphore",
        ".azure-pipelines",
    }
)
NOT_PRODUCTION = re.compile(
    r"""(^|/)(tests?|testing|testdata|test_data|specs?|__tests__|__mocks__|fixtures?|factories
    |examples?|docs?|docs_src|documentation|benchmarks?|bench|e2e|cypress|playwright
    |[tT]est[sS]uite|tests?[-_][\w-]+|[\w]+-examples?|integration[-_]tests?|\.github
    |[\w.-]+\.(?:[A-Z]\w*)?(?:Tests?|Specs?|Benchmarks?|Testing)
    |src/\w*[tT]est\w*)/
    |^(samples?|website|cookbook|tutorials?|demos?|playground)/
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
        self.stamps: dict[str, tuple[int, int, int, int]] = {}
        """Size, times of content and of change in nanoseconds, and inode: what tells that a file is the same."""
        self.unread: dict[str, str] = {}
        self.passed_over: dict[str, set[str]] = {}
        """Folders that were not walked, by reason: vendored, built, hidden, an environment."""
        self.judge = NOT_PRODUCTION.search
        """Says that a path is not production; the project's own configuration may replace it."""
        self._texts: dict[str, str | None] = {}
        self._bytes: dict[str, bytes] = {}
        self._held = 0
        _check(root)
        self._walk()

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return tuple(sorted(self.sizes))

    @cached_property
    def _production(self) -> tuple[str, ...]:
        return tuple(one for one in self.files if not self.judge(one))

    @cached_property
    def _by_suffix(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self._production:
            found.setdefault(os.path.splitext(one)[1], []).append(one)  # noqa: PTH122 (a hundred thousand names)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self._production:
            found.setdefault(one.rpartition("/")[2], []).append(one)
        return found

    def production(self, *suffixes: str) -> list[str]:
        """The files with one of these suffixes outside tests, examples, docs and the like."""
        if not suffixes:
            return list(self._production)
        return sorted(one for suffix in suffixes for one in self._by_suffix.get(suffix, ()))

    def named(self, *names: str) -> list[str]:
        """The production files of one of these base names."""
        return sorted(one for name in set(names) for one in self._by_name.get(name, ()))

    def sniff(self, path: str) -> bytes:
        """The bytes of a file that only might matter: one that is too large is passed over in silence."""
        return b"" if self.sizes.get(path, 0) > LARGEST_READ else self.data(path) or b""

    def text(self, path: str) -> str | None:
        """The text of a file, or None (with the reason in `unread`) where it cannot be judged."""
        if path not in self._texts:
            data = self.data(path)
            self._texts[path] = None if data is None else self._decoded(path, data)
        return self._texts[path]

    def lock(self, path: str, largest: int) -> str:
        """The text of a lock file, which a program wrote and which may be long; empty where it is longer."""
        if self.sizes.get(path, largest + 1) > largest:
            return ""
        if path not in self._texts:
            try:
                text = (self.root / path).read_bytes()[: largest + 1].decode("utf-8", "replace")
            except OSError:
                text = ""
            self._texts[path] = text
        return self._texts[path] or ""

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
        if self._held + len(found) <= MOST_HELD:
            self._held += len(found)
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
            return path if self._wanted(entry, path) else None
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(status.st_mode):
            name = _clean(path)
            self.sizes[name] = status.st_size
            stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            self.stamps[name] = stamp
        else:
            self.unread[path] = "not a regular file"
        return None

    def _wanted(self, entry: os.DirEntry[str], path: str) -> bool:
        reason = ""
        if entry.name.startswith("."):
            reason = "" if entry.name in HIDDEN_READ else "hidden"
        elif entry.name in VENDORED:
            reason = "vendored"
        elif entry.name in BUILT:
            reason = "" if f"{path}/" in self._tracked_builds else "built"
        elif entry.name in LOCAL or Path(entry.path, "pyvenv.cfg").exists():
            reason = "an environment"
        if reason:
            self.passed_over.setdefault(reason, set()).add(path)
        return not reason

    @cached_property
    def _tracked_builds(self) -> frozenset[str]:
        """The folders, each with its slash, that are called like a build's and hold what git tracks."""
        found = set()
        for path in tracked(self.root) or ():
            parts = path.split("/")[:-1]
            if not BUILT.isdisjoint(parts):
                found |= {
                    "/".join(parts[: n + 1]) + "/" for n, one in enumerate(parts) if one in BUILT
                }
        return frozenset(found)


def _clean(path: str) -> str:
    return path.replace(os.sep, "/")


def _check(root: Path) -> None:
    if not root.exists():
        raise Problem(f"there is no folder {root}", "give the path of a project that exists")
    if not root.is_dir():
        raise Problem(f"{root} is a file, not a folder", "give the folder that holds the project")
    if not os.access(root, os.R_OK | os.X_OK):
        raise Problem(f"no right to read {root}", "run as a user who may read it")
