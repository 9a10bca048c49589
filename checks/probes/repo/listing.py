"""The walk: which regular files lie below a root, and what was passed over. Names and stamps only, nothing is read."""

import os
import stat
from functools import cached_property
from pathlib import Path

from checks.core import Problem
from checks.probes.repo.git_index import tracked

MOST_FILES = 200_000
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
        ".docker",
    }
)
ENVIRONMENT = "pyvenv.cfg"
"""Marks a virtual environment (https://docs.python.org/3/library/venv.html)."""
Stamp = tuple[int, int, int, int]


class Listing:
    """The files below a root, by path relative to it with forward slashes."""

    def __init__(self, root: Path) -> None:
        """Walk `root`.

        Raises:
            Problem: there is no such folder, or it cannot be listed.
        """
        _check(root)
        self.root = root
        self.stamps: dict[str, Stamp] = {}
        """Size, times of content and of change in nanoseconds, and inode: what tells that a file is the same."""
        self.unread: dict[str, str] = {}
        self.passed_over: dict[str, set[str]] = {}
        """Folders that were not walked, by reason: vendored, built, hidden, an environment."""
        self._walk()

    def _walk(self) -> None:
        folders = [""]
        while folders and len(self.stamps) < MOST_FILES:
            folder = folders.pop()
            try:
                with os.scandir(f"{self.root}/{folder}") as entries:
                    below = self._entered(list(entries), folder)
            except OSError as error:
                self.unread[folder or "."] = (error.strerror or "cannot be listed").lower()
                continue
            folders += sorted(below, reverse=True)
        if folders:
            self.unread[folders[-1]] = f"more than {MOST_FILES:,} files: the rest was not looked at"

    def _entered(self, entries: list[os.DirEntry[str]], folder: str) -> list[str]:
        """Note the files of a folder; give back the folders to walk."""
        if folder and any(one.name == ENVIRONMENT and os.path.exists(one) for one in entries):  # noqa: PTH110 (an entry)
            self._pass_over(folder, "an environment")
            return []
        below = []
        prefix = f"{folder}/" if folder else ""
        for entry in entries:
            path = prefix + entry.name
            if entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                if not self._unwanted(entry.name, path):
                    below.append(path)
            else:
                self._note(entry, path)
        return below

    def _note(self, entry: os.DirEntry[str], path: str) -> None:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:  # it vanished since the folder was listed
            self.unread[path] = (error.strerror or "cannot be read").lower()
            return
        if stat.S_ISREG(status.st_mode):
            times = (status.st_mtime_ns, status.st_ctime_ns)
            self.stamps[path] = (status.st_size, *times, status.st_ino)
        else:
            self.unread[path] = "not a regular file"

    def _unwanted(self, name: str, path: str) -> bool:
        reason = ""
        if name.startswith("."):
            reason = "" if name in HIDDEN_READ else "hidden"
        elif name in VENDORED:
            reason = "vendored"
        elif name in BUILT:
            reason = "" if f"{path}/" in self._tracked_builds else "built"
        elif name in LOCAL:
            reason = "an environment"
        if reason:
            self._pass_over(path, reason)
        return bool(reason)

    def _pass_over(self, path: str, reason: str) -> None:
        self.passed_over.setdefault(reason, set()).add(path)

    @cached_property
    def _tracked_builds(self) -> frozenset[str]:
        """The folders, each with its slash, that are called like a build's and hold what git tracks."""
        found: set[str] = set()
        homes = {one.rpartition("/")[0] for one in tracked(self.root) or ()}
        for home in homes:
            parts = home.split("/")
            found |= {"/".join(parts[: n + 1]) + "/" for n, one in enumerate(parts) if one in BUILT}
        return frozenset(found)


def _check(root: Path) -> None:
    if not root.exists():
        raise Problem(f"there is no folder {root}", "give the path of a project that exists")
    if not root.is_dir():
        raise Problem(f"{root} is a file, not a folder", "give the folder that holds the project")
    if not os.access(root, os.R_OK | os.X_OK):
        raise Problem(f"no right to read {root}", "run as a user who may read it")
