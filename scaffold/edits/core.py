"""The three ends of a structured edit, and how an operation is found by its name."""

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.core import Problem
from scaffold.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The file with the edit in it; `note` is a sentence worth knowing (a lock file to refresh)."""

    path: str
    content: bytes
    note: str = ""
    snippet: str = ""
    """What a person would paste, should the edit not be made after all because another one is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Already:
    """The effect is there."""

    path: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(Already):
    """The effect will be there once the plan is applied, by a secret that no plan holds."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why the edit was not made, and what to paste instead, with where."""

    path: str
    why: str
    snippet: str

    @property
    def note(self) -> str:
        """The whole word of it."""
        return f"{self.why}\n{self.snippet}"


End = Edited | Already | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One item of edits.yml: the operation's name and its parameters."""

    operation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    together: str = field(default="", compare=False)
    """Edits of one name hold together: where one of them is refused, none is made."""

    def __str__(self) -> str:
        return f"{self.operation} {' '.join(str(one) for one in self.arguments.values())}"


def run(edit: Edit, tree: Tree) -> End:
    """Try one edit. Problem where edits.yml names an operation or a parameter that does not exist."""
    operation = _operation(edit.operation)
    signature = inspect.signature(operation)
    try:
        signature.bind(tree, **edit.arguments)
    except TypeError as error:
        raise Problem(
            f"edits.yml: {edit.operation}: {error}.",
            f"Its parameters are: {', '.join(list(signature.parameters)[1:])}.",
        ) from None
    return operation(tree, **edit.arguments)


def _operation(name: str) -> Callable[..., End]:
    try:
        found = getattr(importlib.import_module(f"scaffold.edits.{name}"), "edit", None)
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise Problem(
            f"edits.yml: there is no operation {name!r}.", "See scaffold/edits/__init__.py."
        )
    operation: Callable[..., End] = found
    return operation
