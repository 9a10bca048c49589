"""Variables that a service takes out of files (`env_file`): what is committed is real, a template beside it is not.

https://docs.docker.com/reference/compose-file/services/#env_file; a later file wins over an earlier one, and
`environment` over both. A file that is not in the tree leaves the service with more variables than are known here.
"""

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from checks.probes.repo.settings.lines import without_comment
from checks.probes.repo.walk import Tree

LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*[=:]\s*(.*?)\s*$")
QUOTED = re.compile(r"^(['\"])(.*?)\1\s*(?:#.*)?$")


def from_files(tree: Tree, path: str, said: object) -> tuple[dict[str, str], bool]:
    """(the variables of the files that `env_file` names, whether every one of them could be read)."""
    found: dict[str, str] = {}
    whole = True
    for name in _names(said):
        at = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        text = tree.text(at) if at in tree.sizes else None
        whole = whole and text is not None
        found |= variables(text or "")
    return found, whole


def variables(text: str) -> dict[str, str]:
    """NAME=VALUE a line; quotes and comments are taken off, a line that is neither is passed over."""
    pairs = (LINE.match(line) for line in text.splitlines() if not line.lstrip().startswith("#"))
    return {one.group(1): _plain(one.group(2)) for one in pairs if one}


def _plain(value: str) -> str:
    quoted = QUOTED.match(value)
    return quoted.group(2) if quoted else without_comment(value, "#")


def _names(said: object) -> list[str]:
    """One path, several, or the long form with `path:` and `required:`."""
    entries: list[Any] = said if isinstance(said, list) else [said] if said else []
    paths = (one.get("path") if isinstance(one, Mapping) else one for one in entries)
    return [str(one) for one in paths if one]
