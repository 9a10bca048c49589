"""YAML with places: plain values, and the line of each of them.

Values are read as Compose, Kubernetes and the CI systems read them (the core schema of YAML 1.2,
https://yaml.org/spec/1.2.2/#103-core-schema): `on`, `no` and `22:22` are text, dates are text. Aliases are expanded
into copies of their own, merge keys (`<<`) are expanded, an unknown tag (`!reset`, `!Ref`) is kept as `Tagged`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from checks.probes.repo.yaml_depth import too_deep

Plain = Any
"""str, int, float, bool, None, Tagged, or a list or dict of these."""
Key = str | int
MOST_NODES = 200_000
"""Aliases can stand for any amount of text ("billion laughs"); no real file comes near."""

MERGE = "tag:yaml.org,2002:merge"
_STANDARD = "tag:yaml.org,2002:"
_TAB = re.compile(r"\t(?=[ \t]*(?:#|$))", re.MULTILINE)
"""A tab before a comment or at a line's end: allowed by YAML 1.2, not by PyYAML. A blank keeps every place."""
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value under a tag that only its own program knows (`!override [..]`)."""

    tag: str
    value: Plain


@dataclass(frozen=True, slots=True)
class Mapped:
    """One document: its plain value, and where each part of it stands."""

    value: Plain
    root: yaml.Node | None

    def line(self, *keys: Key) -> int:
        """The line (from 1) of the key or list item at this path; KeyError where the path leads nowhere."""
        here, place = self.root, self.root
        for key in keys:
            place, here = _below(here, key)
        return int(place.start_mark.line) + 1 if place is not None else 1


def parse(text: str) -> Mapped:
    """Read one document. ValueError, with the line, for broken YAML, several documents or a key said twice."""
    found = documents(text)
    if len(found) > 1:
        raise ValueError(f"line {found[1].line()}: a second document starts here")
    return found[0] if found else Mapped(None, None)


def documents(text: str) -> tuple[Mapped, ...]:
    """Read all documents of a file (Kubernetes manifests hold several). ValueError as in `parse`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(Mapped(plain(node), node) for node in nodes(text, loader))


def nodes(text: str, loader: type = yaml.SafeLoader) -> list[yaml.Node]:
    """The root node of each document, with marks; the pure loader's marks also hold the index of each character."""
    text = text.removeprefix("\ufeff")
    if too_deep(text):
        raise ValueError("nested too deeply")
    try:
        return list(yaml.compose_all(text, Loader=loader))
    except yaml.MarkedYAMLError as broken:
        masked = _TAB.sub(" ", text)
        if masked != text:
            return nodes(masked, loader)
        mark = broken.problem_mark or broken.context_mark
        place = f"line {mark.line + 1}: " if mark else ""
        raise ValueError(f"{place}{broken.problem or broken.context}") from None
    except yaml.YAMLError as broken:
        raise ValueError(str(broken).splitlines()[0]) from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


def plain(node: yaml.Node | None) -> Plain:
    """The value of a node, nothing in it shared. ValueError for a key said twice or an alias that never ends."""
    return _Reader(_scalar).read(node, ())


def words(node: yaml.Node | None) -> Plain:
    """As `plain`, each scalar as (tag, the text as written): for comparing what two texts mean to any reader."""
    return _Reader(lambda one: (one.tag, one.value)).read(node, ())


def pairs(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping, those of its merge keys included, the nearest word first."""
    own = [(key, value) for key, value in node.value if key.tag != MERGE]
    said = set()
    for key, value in own:
        name = _name(key)
        if name in said:
            raise ValueError(f"line {key.start_mark.line + 1}: the key {name!r} is there twice")
        said.add(name)
        yield key, value
    for merged in (value for key, value in node.value if key.tag == MERGE):
        for source in merged.value if isinstance(merged, yaml.SequenceNode) else [merged]:
            if not isinstance(source, yaml.MappingNode):
                raise ValueError(f"line {merged.start_mark.line + 1}: only a mapping can be merged")
            for key, value in pairs(source):
                if _name(key) not in said:
                    said.add(_name(key))
                    yield key, value


class _Reader:
    """Counts what it reads, so that aliases cannot blow it up."""

    def __init__(self, scalar: Callable[[yaml.ScalarNode], Plain]) -> None:
        self.seen = 0
        self.scalar = scalar

    def read(self, node: yaml.Node | None, above: tuple[int, ...]) -> Plain:
        if node is None:
            return None
        self.seen += 1
        if id(node) in above or self.seen > MOST_NODES or len(above) > 200:
            raise ValueError(f"line {node.start_mark.line + 1}: an alias without an end")
        inside = (*above, id(node))
        value: Plain
        if isinstance(node, yaml.ScalarNode):
            value = self.scalar(node)
        elif isinstance(node, yaml.SequenceNode):
            value = [self.read(one, inside) for one in node.value]
        elif isinstance(node, yaml.MappingNode):
            value = {_name(key): self.read(one, inside) for key, one in pairs(node)}
        return value if node.tag.startswith(_STANDARD) else Tagged(node.tag, value)


def _name(key: yaml.Node) -> str:
    if not isinstance(key, yaml.ScalarNode):
        raise ValueError(f"line {key.start_mark.line + 1}: a key that is not a plain word")
    return str(key.value)


def _scalar(node: yaml.ScalarNode) -> Plain:
    text = str(node.value)
    if node.style or node.tag == _STANDARD + "str":
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) else text


def _below(node: yaml.Node | None, key: Key) -> tuple[yaml.Node, yaml.Node]:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    if isinstance(node, yaml.MappingNode):
        for name, value in pairs(node):
            if _name(name) == str(key):
                return name, value
    raise KeyError(key)
