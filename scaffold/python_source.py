"""Places in Python source: parsed with the standard library, changed as text; everything else keeps its bytes."""

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scaffold import text
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.tree import Tree

Function = ast.FunctionDef | ast.AsyncFunctionDef
Splice = tuple[int, int, str]
"""Replace the characters from `start` to `end` by this text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A module's text, its tree, and the index of the first character of each line."""

    body: str
    module: ast.Module
    starts: tuple[int, ...]

    def index(self, line: int, column: int) -> int:
        """The character index of a position as `ast` counts it (line from 1, column in UTF-8 bytes)."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.body)
        return start + len(self.body[start:end].encode()[:column].decode())

    def start(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        """Where a node begins."""
        return self.index(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        """Where a node ends."""
        return self.index(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def indentation(self, line: int) -> str:
        """The white space at the start of a line."""
        rest = self.body[self.starts[line - 1] :]
        return rest[: len(rest) - len(rest.lstrip(" \t"))]


def parse(body: str) -> Source:
    """ValueError, with the line, for source that this Python cannot parse."""
    if "\r" in body.replace("\r\n", "\n"):
        raise ValueError("a carriage return stands alone")
    try:
        module = ast.parse(body)
    except SyntaxError as error:
        raise ValueError(f"line {error.lineno}: {error.msg}") from None
    except (RecursionError, MemoryError):
        raise ValueError("nested too deeply") from None
    breaks = [at + 1 for at, char in enumerate(body) if char == "\n"]
    return Source(body=body, module=module, starts=(0, *breaks))


def spliced(body: str, splices: Iterable[Splice]) -> str:
    """The text with every splice made."""
    for start, end, new in sorted(splices, reverse=True):
        body = body[:start] + new + body[end:]
    return body


def functions(module: ast.Module, dotted: str) -> list[Function]:
    """Every function of this name: `f` at module level or in a function, `Class.f` in a class."""
    return [node for name, node in named_functions(module) if name == dotted]


def named_functions(node: ast.AST, inside: str = "") -> Iterator[tuple[str, Function]]:
    """Every function with its name; a class stands before its methods' names, an outer function does not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield f"{inside}{child.name}", child
            yield from named_functions(child)
        elif isinstance(child, ast.ClassDef):
            yield from named_functions(child, f"{inside}{child.name}.")
        else:
            yield from named_functions(child, inside)


def edited(
    tree: Tree, file: str, snippet: str, change: Callable[[Source], str | Already | Refused]
) -> End:
    """Read, change and read again; refuses what is not there, is not UTF-8 or does not parse."""
    content = tree.read(file)
    if content is None:
        return Refused(path=file, why=f"{file} is not there.", snippet=snippet)
    try:
        written = text.read(content)
        before = parse(written.body)
    except ValueError as error:
        return Refused(path=file, why=f"{file} cannot be read as Python: {error}.", snippet=snippet)
    after = change(before)
    if not isinstance(after, str):
        return after
    return Edited(path=file, content=written.bytes(after), snippet=snippet)


def same(after: str, wanted: ast.Module) -> bool:
    """Whether a text means exactly this tree."""
    try:
        return ast.dump(parse(after).module) == ast.dump(wanted)
    except ValueError:
        return False


def means(one: str, other: str) -> bool:
    """Whether two pieces of source mean the same."""
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    except SyntaxError:
        return False


def only_added(after: str, before: ast.Module, extra: Sequence[ast.stmt]) -> bool:
    """Whether a text means the module before with one run of statements, meaning `extra`, more."""
    wanted, whole = [ast.dump(one) for one in extra], ast.dump(before)
    try:
        module = parse(after).module
    except ValueError:
        return False
    for body in bodies(module):
        dumps = [ast.dump(one) for one in body]
        for at in range(len(body) - len(wanted) + 1):
            if dumps[at : at + len(wanted)] == wanted:
                taken = body[at : at + len(wanted)]
                del body[at : at + len(wanted)]
                if ast.dump(module) == whole:
                    return True
                body[at:at] = taken
    return False


def bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Every list of statements, the module's first."""
    for one in ast.walk(node):
        for field in ("body", "orelse", "finalbody"):
            found = getattr(one, field, None)
            if isinstance(found, list) and found and isinstance(found[0], ast.stmt):
                yield found
