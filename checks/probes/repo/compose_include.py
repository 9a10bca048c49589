"""Compose files that another one includes: they are one application, however many files it is written in.

https://docs.docker.com/reference/compose-file/include/; only files of the tree are read.
"""

import posixpath
from collections.abc import Mapping
from typing import Any

from checks.probes.repo.snapshot import ComposeFile

DEEPEST = 8
"""Links of one chain; a circle ends here too. Nobody writes more than three."""


def included(path: str, said: object) -> tuple[str, ...]:
    """The paths that `include` names, from the folder of the file that says so."""
    entries: list[Any] = said if isinstance(said, list) else []
    found: list[str] = []
    for one in entries:
        named = one.get("path") if isinstance(one, Mapping) else one
        found += [str(each) for each in (named if isinstance(named, list) else [named]) if each]
    home = posixpath.dirname(path)
    return tuple(posixpath.normpath(posixpath.join(home, one)) for one in found)


def parts(file: ComposeFile, by_path: Mapping[str, ComposeFile]) -> tuple[ComposeFile, ...]:
    """The file and everything that it includes, itself first, each once."""
    found: dict[str, ComposeFile] = {file.path: file}
    ring = [file]
    for _ in range(DEEPEST):
        ring = [by_path[p] for one in ring for p in one.includes if p in by_path and p not in found]
        found |= {one.path: one for one in ring}
    return tuple(found.values())
