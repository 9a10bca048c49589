"""Python sources as syntax trees, parsed when they are asked for, with their names resolved through imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from checks.core import Place
from checks.probes.repo.python.grammar import older, tree_of
from checks.probes.repo.scan import Words
from checks.probes.repo.walk import Tree
from checks.redact import concealed

MOST_FOLLOWED = 2_000_000
"""Bytes of modules that are parsed only because calls lead into them: about a second of work."""
LEAVES = frozenset(
    {str, int, float, complex, bytes, bool, type(None), type(...), ast.Load, ast.Store, ast.Del}
)
BLOCKS = ("body", "handlers", "cases", "orelse", "finalbody")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(eq=False)
class Module:
    """One parsed file: its imports (local name -> dotted name), functions and module-level values."""

    path: str
    tree: ast.Module
    imports: dict[str, str] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    """Functions and methods by qualified name (`Users.get`)."""
    assigned: dict[str, ast.expr] = field(default_factory=dict)
    conditional: set[str] = field(default_factory=set)
    """Names whose module-level value was last assigned under an `if` or `try`."""
    plain: dict[str, ast.expr] = field(default_factory=dict)
    """Module-level values that are assigned under no condition."""
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Every call of the module, by line."""
        found = [one for one in walk(self.tree) if isinstance(one, ast.Call)]
        return sorted(found, key=lambda one: (one.lineno, one.col_offset))

    @cached_property
    def made(self) -> list[tuple[str, ast.Call]]:
        """(name, call) for every `name = call(...)` anywhere."""
        found = []
        for node in statements(self.tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found += [(one.id, node.value) for one in targets if isinstance(one, ast.Name)]
        return found

    def dotted(self, node: ast.AST) -> str:
        """The dotted name of an expression after imports; empty where it is not a plain name."""
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            base = self.dotted(node.value)
            return f"{base}.{node.attr}" if base else ""
        return ""

    def imported(self, node: ast.AST) -> str:
        """The dotted name of an expression whose first name was imported; empty for everything local."""
        first = node
        while isinstance(first, ast.Attribute):
            first = first.value
        known = isinstance(first, ast.Name) and first.id in self.imports
        return self.dotted(node) if known else ""

    def around(self, node: ast.Call) -> str:
        """The qualified name of the innermost indexed function around a call; empty at module level."""
        inside = [
            (one.lineno, name)
            for name, one in self.functions.items()
            if one.lineno <= node.lineno <= (one.end_lineno or one.lineno)
        ]
        return max(inside)[1] if inside else ""

    def place(self, node: ast.AST) -> Place:
        """Where a node stands."""
        return Place(path=self.path, line=getattr(node, "lineno", 1))


class Program:
    """All Python files of a tree; a module is parsed on first use and kept."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.paths = [one for one in tree.production(".py") if "/migrations/" not in f"/{one}"]
        self._known = set(self.paths)
        self._modules: dict[str, Module | None] = {}
        self._followed = 0
        self.not_followed: set[str] = set()
        self._found: dict[tuple[str, str], str | None] = {}
        self._nodes: dict[tuple[str, str], list[ast.AST]] = {}

    def holding(self, words: Words) -> Iterator[str]:
        """The files that hold one of the words; what is too large to be read goes to `unread`."""
        for path in self.paths:
            if self.tree.fits(path) and self.tree.holds(path, words):
                yield path

    def nodes(self, module: Module, name: str) -> list[ast.AST]:
        """Every node of a function, walked once."""
        key = (module.path, name)
        if key not in self._nodes:
            self._nodes[key] = walk(module.functions[name])
        return self._nodes[key]

    def module(self, path: str, *, follow: bool = False) -> Module | None:
        """The parsed file; None (with the reason in `unread`) where it cannot be parsed.

        `follow` says that only a call leads there: such modules are parsed up to a budget.
        """
        if path not in self._modules:
            self._followed += self.tree.sizes[path] if follow else 0
            if follow and self._followed > MOST_FOLLOWED:
                self.not_followed.add(path)
                return None
            self._modules[path] = self._parsed(path)
        return self._modules[path]

    def find(self, dotted: str, importer: str) -> Module | None:
        """The module of this dotted name as `importer` would see it from any folder above itself."""
        folder = importer.rpartition("/")[0]
        if (dotted, folder) not in self._found:
            self._found[dotted, folder] = self._search(dotted.replace(".", "/"), folder)
        path = self._found[dotted, folder]
        return None if path is None else self.module(path, follow=True)

    def _search(self, relative: str, folder: str) -> str | None:
        folders = folder.split("/") if folder else []
        for depth in range(len(folders), -1, -1):
            base = "/".join([*folders[:depth], relative])
            for path in (f"{base}.py", f"{base}/__init__.py"):
                if path in self._known:
                    return path
        return None

    def function(self, dotted: str, importer: Module) -> tuple[Module, str] | None:
        """The module and qualified name of a function that a dotted name stands for; re-exports followed."""
        if dotted in importer.functions:
            return importer, dotted
        return self._across(dotted, importer, 4)

    def value(self, dotted: str, importer: Module) -> tuple[Module, ast.expr] | None:
        """The module-level expression that a dotted name was assigned."""
        if dotted in importer.assigned:
            return importer, importer.assigned[dotted]
        home, _, name = dotted.rpartition(".")
        module = self.find(home, importer.path) if home else None
        return (module, module.assigned[name]) if module and name in module.assigned else None

    def _across(self, dotted: str, importer: Module, hops: int) -> tuple[Module, str] | None:
        parts = dotted.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            module = self.find(".".join(parts[:cut]), importer.path)
            if module is None:
                continue
            name = ".".join(parts[cut:])
            if name in module.functions:
                return module, name
            again = module.imports.get(parts[cut])
            if again and hops and again != dotted:
                return self._across(".".join([again, *parts[cut + 1 :]]), module, hops - 1)
            return None
        return None

    def _parsed(self, path: str) -> Module | None:
        text = self.tree.text(path)
        if text is None:
            return None
        try:
            try:
                tree = tree_of(text)
            except SyntaxError:
                tree = tree_of(older(text))
        except SyntaxError as error:
            self.tree.unread[path] = (
                f"not Python that this interpreter reads (line {error.lineno or 1})"
            )
        except (ValueError, RecursionError, MemoryError):
            self.tree.unread[path] = "not Python that can be parsed"
        else:
            return _indexed(Module(path=path, tree=tree))
        return None


def walk(node: ast.AST) -> list[ast.AST]:
    """Every node below this one, without order (half the time of `ast.walk`)."""
    found, todo = [], [node]
    while todo:
        one = todo.pop()
        found.append(one)
        for value in one.__dict__.values():
            kind = value.__class__
            if kind is list:
                todo.extend([each for each in value if each.__class__ not in LEAVES])
            elif kind not in LEAVES:
                todo.append(value)
    return found


def statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Every statement at any depth, in the order of the text; expressions are not entered."""
    todo: list[ast.AST] = list(reversed(tree.body))
    while todo:
        one = todo.pop()
        if isinstance(one, ast.stmt):
            yield one
        below = [each for name in BLOCKS for each in getattr(one, name, ())]
        todo.extend(reversed(below))


def _indexed(module: Module) -> Module:
    for node in statements(module.tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                name = one.asname or one.name.split(".")[0]
                module.imports[name] = one.name if one.asname else name
        elif isinstance(node, ast.ImportFrom):
            home = absolute(module.path, node)
            for one in node.names:
                module.imports[one.asname or one.name] = f"{home}.{one.name}".strip(".")
    for node in module.tree.body:
        _index_statement(module, node, "")
    return module


def _index_statement(module: Module, node: ast.stmt, prefix: str, sure: bool = True) -> None:
    if isinstance(node, Function):
        module.functions[prefix + node.name] = node
    elif isinstance(node, ast.ClassDef):
        module.classes[prefix + node.name] = node
        for one in node.body:
            _index_statement(module, one, f"{prefix}{node.name}.")
    elif isinstance(node, ast.If | ast.Try | ast.With):
        for one in _blocks(node):
            _index_statement(module, one, prefix, sure and isinstance(node, ast.With))
    elif not prefix:
        _index_value(module, node, sure)


def _index_value(module: Module, node: ast.stmt, sure: bool) -> None:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    for target in targets:
        if (
            isinstance(target, ast.Name)
            and isinstance(node, ast.Assign | ast.AnnAssign)
            and node.value
        ):
            module.assigned[target.id] = node.value
            if sure:
                module.plain[target.id] = node.value
            (module.conditional.discard if sure else module.conditional.add)(target.id)


def _blocks(node: ast.If | ast.Try | ast.With) -> Iterator[ast.stmt]:
    yield from node.body
    yield from getattr(node, "orelse", [])
    for handler in getattr(node, "handlers", []):
        yield from handler.body


def absolute(path: str, node: ast.ImportFrom) -> str:
    """The dotted home of `from ... import`: relative ones count from the importing file's own folder."""
    if not node.level:
        return node.module or ""
    folders = path.split("/")[:-1]
    kept = folders[: len(folders) - (node.level - 1)]
    return ".".join([*kept, *([node.module] if node.module else [])])


def keywords(call: ast.Call) -> dict[str, str]:
    """The keyword arguments of a call as source text; `**` for an unpacked mapping."""
    found = ((one.arg or "**", ast.unparse(one.value)[:200]) for one in call.keywords)
    return {name: concealed(name, text) for name, text in found}


def text_of(node: ast.AST | None) -> str | None:
    """The value of a string literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
