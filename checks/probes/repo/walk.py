"""A tree: which files there are by name, and a bounded, careful way to read one.

Nothing is followed out of the tree, nothing but a regular file is opened, and what could not be read is
kept with its reason. The walk reads names only; a file's text is read when somebody asks for it, once.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from checks.probes.repo.listing import Listing
from checks.probes.repo.parted import Parted
from checks.probes.repo.scan import Words, scanner

LARGEST_READ = 1_000_000
"""Bytes. Longer files are data or generated; a hand-written source or manifest is far below it."""
MOST_HELD = 48_000_000
"""Bytes of files that are kept for the next facet; beyond it they are read again."""
OPEN = os.O_RDONLY | sum(getattr(os, f"O_{one}", 0) for one in ("NONBLOCK", "NOFOLLOW", "BINARY"))
"""A pipe or a link that took a file's place since the walk must neither hold us nor lead us out."""
NOT_PRODUCTION = re.compile(
    r"""(^|/)(tests?|testing|testdata|test_data|specs?|__tests__|__mocks__|fixtures?|factories
    |examples?|docs?|docs_src|documentation|benchmarks?|bench|e2e|cypress|playwright
    |[tT]est[sS]uite|tests?[-_][\w-]+|[\w-]+-examples?|(?:integration|e2e|acceptance|functional|smoke|browser)[-_]tests?|\.github
    |[\w.-]+\.(?:[A-Z]\w*)?(?:Tests?|Specs?|Benchmarks?|Testing)
    |src/\w*[tT]est\w*)/
    |^\.docker/[^/]+/
    |^(samples?|website|cookbook|tutorials?|demos?|playground)/
    |(^|/)(test_[^/]*|conftest|tests|locustfile|noxfile|fabfile)\.py$|_test\.(py|go|exs)$|_spec\.rb$|_test\.rb$
    |\.(spec|test|stories|e2e)\.[cm]?[jt]sx?$|(Test|Tests|IT)\.(java|kt|cs|php)$|\{[{%]|\.example$""",
    re.VERBOSE,
)


class Tree:
    """The files below a root, by path relative to it with forward slashes."""

    def __init__(self, root: Path) -> None:
        """Walk `root`.

        Raises:
            Problem: there is no such folder, or it cannot be listed.
        """
        listing = Listing(root)
        self.root = root
        self.stamps = listing.stamps
        self.unread = listing.unread
        self.passed_over = listing.passed_over
        self.sizes = {path: stamp[0] for path, stamp in listing.stamps.items()}
        self.usual = Parted(NOT_PRODUCTION)
        self.judge: Callable[[str], object] = self.usual
        """Says that a path is not production; the project's own configuration may replace it."""
        self._prefix = f"{root}/"
        self._texts: dict[str, str | None] = {}
        self._bytes: dict[str, bytes] = {}
        self.words: dict[str, int] = {}
        """What the scanner found in each file that was asked for, as its number."""
        self.scanner = scanner()
        self._held = 0
        self._called: dict[re.Pattern[str], list[str]] = {}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return tuple(sorted(self.sizes))

    @cached_property
    def _production(self) -> tuple[str, ...]:
        judge = self.judge
        return tuple(one for one in self.files if not judge(one))

    @cached_property
    def _by_suffix(self) -> dict[str, list[str]]:
        return _by_suffix(self._production)

    @cached_property
    def _every(self) -> dict[str, list[str]]:
        return _by_suffix(self.files)

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

    def every(self, *suffixes: str) -> list[str]:
        """The same wherever they lie, tests and docs too."""
        return sorted(one for suffix in suffixes for one in self._every.get(suffix, ()))

    def named(self, *names: str) -> list[str]:
        """The production files of one of these base names."""
        return sorted(one for name in set(names) for one in self._by_name.get(name, ()))

    def called(self, pattern: re.Pattern[str]) -> list[str]:
        """The production files whose base name the pattern is found in."""
        if pattern not in self._called:
            names = self._by_name.items()
            found = (one for name, paths in names if pattern.search(name) for one in paths)
            self._called[pattern] = sorted(found)
        return self._called[pattern]

    def below(self, start: str) -> tuple[str, ...]:
        """Every file whose path begins so, sorted."""
        first = bisect_left(self.files, start)
        return self.files[first : bisect_left(self.files, start + "\U0010ffff", first)]

    def holds(self, path: str, words: Words) -> bool:
        """Whether a file that only might matter holds one of the words; one that is too large does not."""
        if not words.words:
            return True
        held = self.words.get(path)
        if held is None:
            data = self.sniff(path)
            held = self.words[path] = self.scanner.held(data)
            if not held:
                self._forget(path)  # no reader asks for it again
        return bool(held & self.scanner.bits(words))

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
                text = self._read(path, largest).decode("utf-8", "replace")
            except OSError:
                text = ""
            self._texts[path] = text
        return self._texts[path] or ""

    def data(self, path: str) -> bytes | None:
        """The bytes of a file of bounded size, or None with the reason in `unread`."""
        held = self._bytes.get(path)
        if held is not None:
            return held
        if not self.fits(path):
            return None
        try:
            found = self._read(path, LARGEST_READ)
        except OSError as error:
            self.unread[path] = (error.strerror or "cannot be read").lower()
            return None
        if self._held + len(found) <= MOST_HELD:
            self._held += len(found)
            self._bytes[path] = found  # several facets look into each of them
        return found

    def fits(self, path: str) -> bool:
        """Whether a file is short enough to be read; one that is not goes to `unread`."""
        size = self.sizes.get(path, 0)
        if size > LARGEST_READ:
            self.unread[path] = f"too large to read ({size:,} bytes)"
        return size <= LARGEST_READ

    def _read(self, path: str, largest: int) -> bytes:
        """At most one byte more than `largest`, also of a file that grows while it is read.

        Raises:
            OSError: it cannot be opened or read.
        """
        handle = os.open(self._prefix + path, OPEN)
        try:
            # asked for one byte more than the walk saw, a file that did not change is read by one call
            found = os.read(handle, min(self.sizes.get(path, largest), largest) + 1)
            while len(found) != self.sizes.get(path) and len(found) <= largest:
                more = os.read(handle, largest + 1 - len(found))
                if not more:
                    break
                found += more
        finally:
            os.close(handle)
        return found

    def _forget(self, path: str) -> None:
        self._held -= len(self._bytes.pop(path, b""))

    def _decoded(self, path: str, data: bytes) -> str | None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.unread[path] = "not UTF-8 text"
            return None


def _by_suffix(paths: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in paths:
        found.setdefault(suffix(one), []).append(one)
    return found


def suffix(path: str) -> str:
    """`.py` of `a/b.py`, empty of `a/.env`: for a hundred thousand paths, each asked for."""
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""
