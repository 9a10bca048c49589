"""One file, read for its transactions: which patterns apply to it, its calls, and its methods that are in one."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from checks.probes.repo.code.transactions.nodes import Called, Node, called, running
from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.walk import Tree

CLASSES = frozenset(["class_declaration", "record_declaration", "object_declaration"])
IMPORTED = re.compile(r"^import (?:(\w+)|\{([^{}]{0,300})\}) from [\"']([^\"'\n]+)[\"']", re.M)
HIDDEN = re.compile(r"\b(?:private|static)\b")


class File:
    """A file of a family; a pattern of the family applies where the file and the project meet its conditions."""

    def __init__(
        self, tree: Tree, path: str, text: str, family: Family, installed: frozenset[str]
    ) -> None:
        self.tree, self.path, self.text = tree, path, text
        self.family, self.installed = family, installed
        self.now = re.compile(family.now)
        self.commit = re.compile(family.commit) if family.commit else None
        self.rollback = re.compile(family.rollback) if family.rollback else None

    @cached_property
    def slow(self) -> tuple[tuple[Slow, re.Pattern[str]], ...]:
        """What leaves the machine, with the pattern of its head."""
        found = []
        for one in self.family.slow:
            head = self._head(one)
            name, holds = one.defined
            if (
                head is not None
                and not (one.unless and re.search(one.unless, self.text, re.M))
                and (not name or any(re.search(holds, each) for each in self._texts(name)))
            ):
                found.append((one, head))
        return tuple(found)

    @cached_property
    def around(self) -> tuple[tuple[Opening, re.Pattern[str]], ...]:
        """The calls that run a function in a transaction, with the patterns of their heads."""
        return self._openings(self.family.around)

    @cached_property
    def begins(self) -> tuple[tuple[Opening, re.Pattern[str]], ...]:
        """The calls that begin one."""
        return self._openings(self.family.begins)

    @property
    def opens(self) -> bool:
        """Whether anything of this file may open a transaction."""
        marked = self.family.marked and re.search(self.family.imported, self.text)
        return bool(self.around or self.begins or marked or self.family.carried)

    @cached_property
    def calls(self) -> tuple[Called, ...]:
        """Every call of the file."""
        return tuple(called(one, self.text) for one in self._every(self.family.calls))

    def marked(self) -> Iterator[Node]:
        """The methods that an annotation, their own or that of their class, puts into a transaction."""
        wanted = re.compile(self.family.marked) if self.family.marked else None
        for one in self._every(self.family.methods) if wanted and wanted.search(self.text) else ():
            own = _annotations(one)
            holder = one.parent().parent() if one.parent() is not None else None
            outer = _annotations(holder) if holder is not None and holder.kind() in CLASSES else ""
            said = own if wanted and wanted.search(own) else outer
            if (
                wanted
                and wanted.search(said)
                and not re.search(self.family.unmarked, said)
                and not HIDDEN.search(re.sub(r"\([^()]*\)", "", own))
            ):
                yield one

    def carrying(self) -> Iterator[Node]:
        """The functions that take an open transaction."""
        wanted = re.compile(self.family.carried) if self.family.carried else None
        for one in self._every(self.family.methods) if wanted and wanted.search(self.text) else ():
            lists = [each for each in one.children() if each.kind() == "parameter_list"]
            if wanted and any(wanted.search(each.text()) for each in lists):
                yield one

    def running(self, node: Node) -> Iterator[Called]:
        """The calls below a node that run while it runs."""
        return running(node, self.text, self.family, self.now)

    def goes_at_once(self, pattern: str, arguments: str) -> bool:
        """Whether a message is sent by this process: its class stands in the project and is not sent by a worker."""
        found = re.search(pattern, arguments)
        texts = self._texts(f"{found.group(1)}{self.family.suffixes[0]}") if found else []
        return bool(texts) and not any("ShouldQueue" in one for one in texts)

    def _texts(self, name: str) -> list[str]:
        return [self.tree.text(one) or "" for one in self.tree.named(name)]

    def _every(self, kinds: frozenset[str]) -> list[Node]:
        rule: Any = {"rule": {"any": [{"kind": one} for one in sorted(kinds)]}}
        return list(self._root.find_all(rule))

    @cached_property
    def _root(self) -> Node:
        from ast_grep_py import SgRoot

        return SgRoot(self.text, self.family.grammar).root()

    def _openings(
        self, several: tuple[Opening, ...]
    ) -> tuple[tuple[Opening, re.Pattern[str]], ...]:
        heads = (
            (one, self._head(one))
            for one in several
            if not one.installed or one.installed & self.installed
        )
        return tuple((one, head) for one, head in heads if head is not None)

    def _head(self, one: Opening | Slow) -> re.Pattern[str] | None:
        if one.needs and not re.search(one.needs, self.text, re.M):
            return None
        if not one.declared:
            return re.compile(one.head, re.S)
        told = re.findall(one.declared, self.text, re.M)
        names = {
            name for each in told for name in ([each] if isinstance(each, str) else each) if name
        }
        if isinstance(one, Slow) and one.elsewhere:
            names |= self._imported(one.elsewhere)
        if not names:
            return None
        either = "|".join(re.escape(name) for name in sorted(names))
        return re.compile(one.head.replace("{name}", f"(?:{either})"), re.S)

    def _imported(self, holds: str) -> set[str]:
        """The names that come from a file of the project that holds a pattern."""
        found = set()
        for whole, parts, source in IMPORTED.findall(self.text):
            name = source.rpartition("/")[2]
            texts = [text for end in (".ts", ".js") for text in self._texts(name + end)]
            if any(re.search(holds, each) for each in texts):
                found |= set(re.findall(r"\w+", whole or parts))
        return found


def _annotations(node: Node) -> str:
    return "".join(one.text() for one in node.children() if one.kind() == "modifiers")
