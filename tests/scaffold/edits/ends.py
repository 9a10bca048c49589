"""Runs one edit on files that exist only in memory."""

import inspect
from pathlib import Path
from typing import Any

from scaffold.edits.core import Already, Edit, Edited, Refused, run
from scaffold.tree import Tree

NOWHERE = Path("/nonexistent/project")


def edited(operation: str, path: str, before: str, after: str, /, **arguments: Any) -> None:
    """The edit turns one text into the other, and finds its own work the second time."""
    edit = Edit(operation=operation, arguments=arguments)
    end = run(edit, Tree(root=NOWHERE, changed={path: text(before).encode()}))
    assert isinstance(end, Edited), end
    assert end.path == path
    assert end.content.decode() == text(after)
    again = run(edit, Tree(root=NOWHERE, changed={path: end.content}))
    assert isinstance(again, Already), again


def already(operation: str, path: str, before: str, /, **arguments: Any) -> None:
    """There is nothing to do."""
    tree = Tree(root=NOWHERE, changed={path: text(before).encode()})
    end = run(Edit(operation=operation, arguments=arguments), tree)
    assert isinstance(end, Already), end


def refused(
    operation: str, path: str, before: str | bytes | None, why: str, /, **arguments: Any
) -> Refused:
    """The edit is refused, says why, and has a snippet to paste."""
    content = text(before).encode() if isinstance(before, str) else before
    tree = Tree(root=NOWHERE, changed={path: content})
    end = run(Edit(operation=operation, arguments=arguments), tree)
    assert isinstance(end, Refused), end
    assert why in end.why
    assert end.snippet.strip()
    return end


def text(said: str) -> str:
    """The text without the indentation of the test around it."""
    return inspect.cleandoc(said) + "\n" if said.startswith("\n") else said
