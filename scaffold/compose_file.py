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

NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
"""In the order in which Compose looks, https://docs.docker.com/compose/intro/compose-application-model/."""
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


def find(tree: Tree, file: str) -> str | Refused:
    """The compose file of the project: the named one, COMPOSE_FILE of its `.env`, Compose's own names in order."""
    told = [file] if file else _from_env(tree)
    for name in told or NAMES:
        if tree.has(name):
            return name
    if told:
        return Refused(path=told[0], why=f"{told[0]} is not there.", snippet="")
    for above in tree.root.resolve().parents:
        for name in NAMES:
            if (above / name).is_file():
                why = f"The compose file is {above / name}, outside of {tree.root}; nothing is written there."
                return Refused(path=NAMES[0], why=why, snippet="")
        if (above / ".git").exists():
            break
    return Refused(path=NAMES[0], why="There is no compose file here.", snippet="")


def _from_env(tree: Tree) -> list[str]:
    """The files that COMPOSE_FILE in the project's `.env` names; the other variables are not looked at."""
    said = re.search(rb"^[ \t]*COMPOSE_FILE[ \t]*=([^\r\n#]*)", tree.read(".env") or b"", re.M)
    if said is None:
        return []
    names = re.split(r"[:;]", said[1].decode(errors="replace").strip().strip("\"'"))
    return [one.strip().removeprefix("./") for one in names if one.strip()]


def edited(
    tree: Tree,
    file: str,
    snippet: str,
    change: Callable[[Document], tuple[Any, Sequence[str]] | None],
) -> End:
    """Edit the compose file: `change` gives the meaning wanted and texts to try; None when the effect is there.

    The first text that means exactly what is wanted is taken; where none does, the edit is refused.
    """
    path = find(tree, file)
    if isinstance(path, Refused):
        return Refused(path=path.path, why=path.why, snippet=f"# in your compose file\n{snippet}")
    content = tree.read(path) or b""
    paste = f"# in {path}\n{snippet}"
    try:
        written = text.read(content)
        document = parse(written.body)
        wanted = change(document)
        if wanted is None:
            return Already(path=path)
        meaning, attempts = wanted
        for attempt in attempts:
            if _means(attempt, meaning):
                return Edited(path=path, content=written.bytes(attempt))
    except (ValueError, Untrusted) as why:
        return Refused(path=path, why=f"{path}: {why}.", snippet=paste)
    return Refused(
        path=path, why=f"{path}: no place was found that changes nothing else.", snippet=paste
    )


def parse(body: str) -> Document:
    """Untrusted for what cannot be edited as one plain block mapping; ValueError for broken YAML."""
    if re.search(r"\{\{|\{%", body):
        raise Untrusted("it is itself a template")
    found = yaml_places.nodes(body)
    if len(found) > 1:
        raise Untrusted("it holds several documents")
    root = found[0] if found else None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise Untrusted("its top level is not a block of keys")
    return Document(body=body, root=root, meaning=yaml_places.words(root))


def _means(body: str, meaning: Any) -> bool:
    try:
        return bool(parse(body).meaning == meaning)
    except (ValueError, Untrusted):
        return False


def word(value: str) -> tuple[str, str]:
    """The meaning of a text scalar."""
    return (STR, value)


def scalar(value: str) -> str:
    """A text as YAML: plain where no reader can take it for something else, else in double quotes."""
    return value if _plain(value) else json.dumps(value, ensure_ascii=False)


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


def block(key: yaml.Node, value: yaml.Node, what: str) -> yaml.MappingNode:
    """The value as a block mapping that is this key's own. Untrusted for flow style, an alias or something else."""
    _check(key, value, what)
    if not isinstance(value, yaml.MappingNode):
        raise Untrusted(f"{what} is not a mapping")
    return value


def sequence(key: yaml.Node, value: yaml.Node, what: str) -> yaml.SequenceNode:
    """The value as a block sequence that is this key's own. Untrusted as in `block`."""
    _check(key, value, what)
    if not isinstance(value, yaml.SequenceNode):
        raise Untrusted(f"{what} is not a list")
    return value


def _check(key: yaml.Node, value: yaml.Node, what: str) -> None:
    if is_alias(key, value):
        raise Untrusted(f"{what} is an alias of another part (*)")
    if not value.tag.startswith("tag:yaml.org,"):
        raise Untrusted(f"{what} carries the tag {value.tag}")
    if isinstance(value, yaml.CollectionNode) and value.flow_style:
        raise Untrusted(f"{what} is written in flow style")


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
