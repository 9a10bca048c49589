"""One entry in `include:`, in long form: paths in an included file are otherwise relative to that file's own folder.

https://docs.docker.com/reference/compose-file/include/ (Docker Compose 2.20 and later).
"""

import copy
import posixpath
from collections.abc import Iterator
from typing import Any

import yaml

from scaffold import text
from scaffold.compose_file import Document, Untrusted, is_alias, last, own, scalar, step, word
from scaffold.compose_project import NAMES, above, edited, find
from scaffold.compose_version import INCLUDE, Told, told
from scaffold.edits.core import Edited, End, Refused
from scaffold.tree import Tree


def edit(
    tree: Tree, *, path: str, project_directory: str = ".", file: str = "", create: bool = False
) -> End:
    """`path` and `project_directory` are given from the project's root and written from the compose file's folder.

    Compose reads both from there: the folder of the first compose file is its project directory. `create` makes
    a compose file of one `include:` where the project has none.
    """
    there = find(tree, file)
    folder = posixpath.dirname(there) if isinstance(there, str) else ""
    if folder:
        path, project_directory = (posixpath.relpath(x, folder) for x in (path, project_directory))
    elif isinstance(there, Refused) and not file and (top := above(tree)):
        here = tree.root.resolve().relative_to(top).as_posix()
        path, project_directory = (posixpath.join(here, x) for x in (path, project_directory))
        project_directory = posixpath.normpath(project_directory)
    entry = [f"- path: {scalar(path)}", f"  project_directory: {scalar(project_directory)}"]
    snippet = "\n".join(["include:", *(f"  {one}" for one in entry)])
    if create and not file and isinstance(there, Refused) and not tree.has(NAMES[0]):
        return Edited(path=NAMES[0], content=f"{snippet}\n".encode(), snippet=snippet)
    said = told(tree)

    def change(document: Document) -> tuple[Any, list[str]] | None:
        included = own(document.root, "include")
        if included and _includes(document.meaning["include"], path):
            return None
        if included is None:
            _knows_include(document, said)
        wanted = copy.deepcopy(document.meaning)
        before = wanted.get("include") or []
        if not isinstance(before, list):
            raise Untrusted("include is not a list")
        added = {"path": word(path), "project_directory": word(project_directory)}
        wanted["include"] = [*before, added]
        if included is None:
            return wanted, [_at_the_top(document, snippet)]
        return wanted, list(_appended(document, *included, entry))

    note = ""
    if said and said.version is None:
        note = (
            f"{said.place} calls docker-compose: `include` needs Docker Compose {INCLUDE} (2023) or newer, and the"
            " old docker-compose 1.x does not know it. `docker-compose version` tells which one it is."
        )
    return edited(tree, file, snippet, change, note=note)


def _knows_include(document: Document, said: Told | None) -> None:
    """Untrusted where the file or another one of the project is for a Compose that has no `include`."""
    if "services" not in document.meaning and any(map(_is_service, document.meaning.values())):
        raise Untrusted(
            "it is in the format of Compose 1, with no `services:`, and so cannot include"
        )
    if said and said.version and said.version < INCLUDE:
        raise Untrusted(
            f"{said.place} pins Docker Compose {said.version}, and `include` came with {INCLUDE}; until that is"
            " newer, give the new file with another -f"
        )


def _is_service(value: Any) -> bool:
    return isinstance(value, dict) and bool({"image", "build"} & set(value))


def _includes(entries: Any, path: str) -> bool:
    for one in entries if isinstance(entries, list) else [entries]:
        there = one.get("path") if isinstance(one, dict) else one
        for name in there if isinstance(there, list) else [there]:
            if isinstance(name, tuple) and posixpath.normpath(name[1]) == posixpath.normpath(path):
                return True
    return False


def _appended(
    document: Document, key: yaml.Node, value: yaml.Node, entry: list[str]
) -> Iterator[str]:
    if is_alias(key, value) or not isinstance(value, yaml.SequenceNode) or value.flow_style:
        raise Untrusted("include is not a block list")
    column = document.body[document.line_start(value.value[0].start_mark.index) :].index("-")
    new = "\n".join(" " * column + one for one in entry)
    for index in last(document, key, value):
        yield text.after_line(document.body, index, new)


def _at_the_top(document: Document, snippet: str) -> str:
    """Before the first key that is not `version` or `name`; above its comment unless that heads the whole file."""
    unit = step(document)
    lines = snippet.replace("\n  ", f"\n{unit}")
    keys = [key for key, _ in document.root.value]
    key = next((one for one in keys if one.value not in ("version", "name")), None)
    if key is None:
        return text.appended(document.body, f"\n{lines}")
    place = document.line_start(key.start_mark.index)
    above = place
    while above and document.body[document.line_start(above - 1) : above].startswith("#"):
        above = document.line_start(above - 1)
    return text.before_line(document.body, above or place, f"{lines}\n")
