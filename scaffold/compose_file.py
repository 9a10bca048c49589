"""Places in a user's compose file: found by structure (PyYAML's marks), changed as text, compared by meaning."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from checks.probes.repo import yaml_places
from scaffold import text
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.tree import Tree

TEMPLATED = re.compile(
    r"\{%|\{\{(?!\s*\.(?:Node|Service|Task|Name|ID|FullID|Image\w+|DaemonName)\b)"
)
"""Helm, Jinja and the like; not the few words that Docker itself fills in, when a service is up: in log tags
(https://docs.docker.com/engine/logging/log_tags/) and names (https://docs.docker.com/reference/cli/docker/service/create/)."""
STR = "tag:yaml.org,2002:str"
_SAFE = re.compile(r"(-[a-z]|[A-Za-z_./$])[^\n\t'\"#&*!|>%`]*(?<! )")


class Untrusted(Exception):
    """Why the structure cannot be edited; becomes a `Refused`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One compose file as text and as nodes with marks."""

    body: str
    root: yaml.MappingNode
    meaning: Any

    def line_start(self, index: int) -> int:
        """Where the line that holds `index` begins."""
        return self.body.rfind("\n", 0, index) + 1


def changed(
    tree: Tree,
    path: str,
    snippet: str,
    change: Callable[[Document], tuple[Any, Sequence[str]] | None],
    note: str = "",
    templated: re.Pattern[str] = TEMPLATED,
) -> End:
    """Edit one YAML file, as `edited` does it with a compose file."""
    content = tree.read(path)
    paste = f"# in {path}\n{snippet}"
    if content is None:
        return Refused(path=path, why=f"{path} is not there.", snippet=paste)
    try:
        written = text.read(content)
        document = parse(written.body, templated)
        wanted = change(document)
        if wanted is None:
            return Already(path=path)
        meaning, attempts = wanted
        for attempt in attempts:
            if _means(attempt, meaning, templated):
                return Edited(path=path, content=written.bytes(attempt), note=note, snippet=paste)
    except (ValueError, Untrusted) as why:
        return Refused(path=path, why=f"{path}: {why}.", snippet=paste)
    return Refused(
        path=path, why=f"{path}: no place was found that changes nothing else.", snippet=paste
    )


def parse(body: str, templated: re.Pattern[str] = TEMPLATED) -> Document:
    """Untrusted for what cannot be edited as one plain block mapping; ValueError for broken YAML."""
    if templated.search(body):
        raise Untrusted("it is itself a template")
    found = yaml_places.nodes(body)
    if len(found) > 1:
        raise Untrusted("it holds several documents")
    root = found[0] if found else None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise Untrusted("its top level is not a block of keys")
    return Document(body=body, root=root, meaning=yaml_places.words(root))


def _means(body: str, meaning: Any, templated: re.Pattern[str]) -> bool:
    try:
        return bool(parse(body, templated).meaning == meaning)
    except (ValueError, Untrusted):
        return False


def word(value: str) -> tuple[str, str]:
    """The meaning of a text scalar."""
    return (STR, value)


def scalar(value: str) -> str:
    """A text as YAML: plain where no reader can take it for something else, else in double quotes."""
    return value if _plain(value) else json.dumps(value, ensure_ascii=False)


def quoted(value: str) -> str:
    """A text as YAML between brackets, where a comma or a bracket would end a plain one."""
    return json.dumps(value, ensure_ascii=False)


def _plain(value: str) -> bool:
    if not _SAFE.fullmatch(value) or value.lower() in ("y", "n"):
        return False
    try:
        node = yaml.compose(f"- {value}", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    item = node.value[0] if isinstance(node, yaml.SequenceNode) else None
    return isinstance(item, yaml.ScalarNode) and item.tag == STR and item.value == value


def own(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and value that the mapping itself holds, merge keys left out."""
    for one, value in node.value:
        if one.value == key:
            return one, value
    return None


def inherited(node: yaml.MappingNode, key: str) -> bool:
    """Whether the mapping has this key by a merge key alone."""
    return own(node, key) is None and any(one.value == key for one, _ in yaml_places.pairs(node))


def block(key: yaml.Node, value: yaml.Node, what: str, *, flow: bool = False) -> yaml.MappingNode:
    """The value as a mapping that is this key's own, in block style, or with `flow` in brackets too.

    Untrusted for an alias, a tag or something else.
    """
    _check(key, value, what, flow=flow)
    if not isinstance(value, yaml.MappingNode):
        raise Untrusted(f"{what} is not a mapping")
    return value


def sequence(
    key: yaml.Node, value: yaml.Node, what: str, *, flow: bool = False
) -> yaml.SequenceNode:
    """The value as a sequence that is this key's own. Untrusted as in `block`."""
    _check(key, value, what, flow=flow)
    if not isinstance(value, yaml.SequenceNode):
        raise Untrusted(f"{what} is not a list")
    return value


def _check(key: yaml.Node, value: yaml.Node, what: str, *, flow: bool) -> None:
    if is_alias(key, value):
        raise Untrusted(f"{what} is an alias of another part (*)")
    if not value.tag.startswith("tag:yaml.org,"):
        raise Untrusted(f"{what} carries the tag {value.tag}")
    if isinstance(value, yaml.CollectionNode) and value.flow_style and not flow:
        raise Untrusted(f"{what} is written in flow style")


def in_brackets(document: Document, node: yaml.CollectionNode, items: Sequence[str]) -> str:
    """The text with more items in a flow collection, on lines of their own where it has them so.

    Untrusted where comments stand between the brackets.
    """
    body, close = document.body, int(node.end_mark.index) - 1
    opening = body.index("{" if isinstance(node, yaml.MappingNode) else "[", node.start_mark.index)
    inside = body[opening + 1 : close]
    if "#" in inside:
        raise Untrusted("there are comments between the brackets")
    said = inside.rstrip()
    at = opening + 1 + len(said)
    if not said.strip():
        return f"{body[: opening + 1]}{', '.join(items)}{body[close:]}"
    last_line = said.rpartition("\n")[2]
    indent = last_line[: len(last_line) - len(last_line.lstrip())]
    own_lines = "\n" in said and "\n" in inside[len(said) :]
    between = f",\n{indent}" if own_lines else ", "
    comma = said.endswith(",")
    new = between.join(items)
    lead = between[1:] if comma else between
    return f"{body[:at]}{lead}{new}{',' if comma and own_lines else ''}{body[at:]}"


def is_alias(key: yaml.Node, value: yaml.Node) -> bool:
    """An alias carries the marks of its anchor, which stands before the key."""
    return bool(value.start_mark.index < key.end_mark.index)


def service(document: Document, name: str) -> tuple[yaml.Node, yaml.MappingNode]:
    """The key and body of a service. Untrusted where it is not there or not a block of its own."""
    services = own(document.root, "services")
    if services is None:
        raise Untrusted("it has no services")
    found = own(block(*services, "services"), name)
    if found is None:
        raise Untrusted(f"it has no service {name}")
    return found[0], block(*found, f"service {name}")


def last(document: Document, key: yaml.Node | None, value: yaml.Node) -> Iterator[int]:
    """Where to go on after a value: the end of its last leaf, then (for texts that keep blank lines) its end mark."""
    leaf_key, leaf = key, value
    while isinstance(leaf, yaml.CollectionNode) and not leaf.flow_style and leaf.value:
        if leaf_key is not None and is_alias(leaf_key, leaf):
            break
        item = leaf.value[-1]
        leaf_key, leaf = item if isinstance(leaf, yaml.MappingNode) else (None, item)
    if leaf_key is not None and is_alias(leaf_key, leaf):
        yield leaf_key.end_mark.index
        return
    start, end = leaf.start_mark.index, leaf.end_mark.index
    yield start + max(len(document.body[start:end].rstrip()) - 1, 0)
    yield max(end - 1, start)


def step(document: Document) -> str:
    """The indentation that the file itself uses, two spaces where it shows none."""
    services = own(document.root, "services")
    if services and isinstance(services[1], yaml.MappingNode) and services[1].value:
        column = int(services[1].value[0][0].start_mark.column - services[0].start_mark.column)
        if 0 < column <= 8 and not services[1].flow_style:
            return " " * column
    return "  "
