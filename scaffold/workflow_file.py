"""One more key or list item at a path of a workflow file (GitHub Actions, GitLab CI), as the file writes its own."""

import copy
import re
import textwrap
from collections.abc import Sequence
from typing import Any

import yaml

from checks.probes.repo import yaml_places
from scaffold import text
from scaffold.compose_file import Document, Untrusted, block, changed, last, own, scalar, sequence
from scaffold.edits.core import End
from scaffold.tree import Tree

TEMPLATED = re.compile(r"\{%|(?<!\$)\{\{")
"""`${{ ... }}` is an expression of GitHub's, in a text like any other."""
Wanted = tuple[Any, list[str]]


def with_key(tree: Tree, file: str, path: Sequence[str], key: str, body: str) -> End:
    """`body` (YAML text) under `key` in the mapping at this path, whose last level is made where it is missing.

    Already where the key is there and means the same; Untrusted, so refused, where it means something else.
    """
    wanted, snippet = _meaning(body), _nested([*path, key], body)

    def change(document: Document) -> Wanted | None:
        meaning = copy.deepcopy(document.meaning)
        holder, node, named = meaning, document.root, None
        for at, one in enumerate(path):
            found = own(node, one)
            if found is None and at == len(path) - 1:
                holder[one] = {key: wanted}
                return meaning, _below(document, named, node, _nested([one, key], body))
            if found is None:
                raise Untrusted(f"it has no {'.'.join(path[: at + 1])}")
            holder, named = holder[one], found[0]
            node = block(*found, ".".join(path[: at + 1]))
        if key in holder:
            if holder[key] == wanted:
                return None
            raise Untrusted(f"it has a {'.'.join([*path, key])} of its own, which stays")
        holder[key] = wanted
        return meaning, _below(document, named, node, _nested([key], body))

    return changed(tree, file, snippet, change, templated=TEMPLATED)


def with_item(
    tree: Tree, file: str, path: Sequence[str], body: str, after: str = "", key: str = "name"
) -> End:
    """`body` (YAML text) as one more item of the list at this path: the last, or after that whose `key` is `after`."""
    wanted = _meaning(body)
    snippet = _nested(list(path), f"- {textwrap.indent(_clean(body), '  ').strip()}")

    def change(document: Document) -> Wanted | None:
        meaning = copy.deepcopy(document.meaning)
        holder, node = meaning, document.root
        for one in path[:-1]:
            found = own(node, one)
            if found is None:
                raise Untrusted(f"it has no {one}")
            holder, node = holder[one], block(*found, one)
        found = own(node, path[-1])
        if found is None:
            raise Untrusted(f"it has no {'.'.join(path)}")
        items = sequence(*found, ".".join(path))
        if wanted in holder[path[-1]]:
            return None
        at = _number(holder[path[-1]], after, key)
        holder[path[-1]].insert(at, wanted)
        first = items.value[0]
        start = document.line_start(first.start_mark.index)
        indent = document.body[start:].split("-")[0]
        if indent.strip():
            raise Untrusted("the list does not start on lines of its own")
        lines = text.indented(_clean(body), indent + "  ")
        new = f"{indent}- {lines[len(indent) + 2 :]}"
        blank = "\n" if _apart(document, items) else ""
        ends = last(document, None, items.value[at - 1])
        return meaning, [text.after_line(document.body, end, f"{blank}{new}") for end in ends]

    return changed(tree, file, snippet, change, templated=TEMPLATED)


def _number(items: Sequence[Any], after: str, key: str) -> int:
    for number, one in enumerate(items):
        said = one.get(key) if isinstance(one, dict) else None
        if after and isinstance(said, tuple) and said[1] == after:
            return number + 1
    if after:
        raise Untrusted(f"no item has the {key} {after}")
    return len(items)


def _apart(document: Document, items: yaml.SequenceNode) -> bool:
    """Whether the list has an empty line between its first two items."""
    if len(items.value) < 2:
        return False
    between = document.body[: document.line_start(items.value[1].start_mark.index)]
    return between.endswith("\n\n")


def _below(
    document: Document, key: yaml.Node | None, node: yaml.MappingNode, lines: str
) -> list[str]:
    new = text.indented(lines, " " * node.value[0][0].start_mark.column)
    return [text.after_line(document.body, at, new) for at in last(document, key, node)]


def _nested(keys: Sequence[str], body: str) -> str:
    """The text under these keys; a single word stays on the line of its key."""
    clean = _clean(body)
    root = yaml_places.nodes(clean)
    if root and isinstance(root[0], yaml.ScalarNode) and "\n" not in clean:
        clean = f"{scalar(keys[-1])}: {clean}"
    else:
        clean = f"{scalar(keys[-1])}:\n{textwrap.indent(clean, '  ')}"
    for one in reversed(keys[:-1]):
        clean = f"{scalar(one)}:\n{textwrap.indent(clean, '  ')}"
    return clean


def _clean(body: str) -> str:
    return textwrap.dedent(body).strip("\n")


def _meaning(body: str) -> Any:
    (root,) = yaml_places.nodes(f"{_clean(body)}\n")
    return yaml_places.words(root)
