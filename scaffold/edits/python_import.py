"""One import statement, after the run of imports at the head of a module (before anything that runs)."""

import ast

from scaffold import text
from scaffold.edits.core import Already, End, Refused
from scaffold.python_source import Source, edited, only_added
from scaffold.tree import Tree

Import = ast.Import | ast.ImportFrom


def edit(tree: Tree, *, file: str, statement: str) -> End:
    """Already when the names are imported from there at module level, alone or among others."""
    wanted = ast.parse(statement).body

    def change(source: Source) -> str | Already | Refused:
        if all(_there(source.module, one) for one in wanted):
            return Already(path=file)
        after = _inserted(source, statement.strip())
        if not only_added(after, source.module, wanted):
            return Refused(
                path=file, why=f"The imports of {file} are not plain.", snippet=statement
            )
        return after

    return edited(tree, file, f"# among the imports of {file}\n{statement}", change)


def _there(module: ast.Module, wanted: ast.stmt) -> bool:
    for node in module.body:
        if not isinstance(node, Import) or not isinstance(wanted, type(node)):
            continue
        if _source(node) == _source(wanted):
            names = {(one.name, one.asname) for one in node.names}
            if all((one.name, one.asname) in names for one in getattr(wanted, "names", ())):
                return True
    return False


def _source(node: ast.stmt) -> tuple[object, object]:
    return getattr(node, "module", None), getattr(node, "level", None)


def _inserted(source: Source, statement: str) -> str:
    last = _last_import(source.module)
    if last is not None:
        following = _sorted_before(source, last, statement)
        if following is not None:
            return text.before_line(source.body, source.start(following), statement)
        return text.after_line(source.body, source.end(last), statement)
    body = source.module.body
    if body and _docstring(body[0]):
        return text.after_line(source.body, source.end(body[0]), f"\n{statement}")
    if not body:
        return text.appended(source.body, statement)
    first = min([body[0].lineno, *(one.lineno for one in getattr(body[0], "decorator_list", ()))])
    return text.before_line(source.body, source.starts[first - 1], f"{statement}\n")


def _sorted_before(source: Source, last: ast.stmt, statement: str) -> ast.stmt | None:
    """The import that the statement goes above, in a sorted block of its own package; None: it goes last.

    Sorted as isort and Ruff do it: `import x` first, then `from x import y`, each by module.
    """
    new = ast.parse(statement).body[0]
    body = source.module.body
    block = [last] if last in body else []
    for one in reversed(body[: body.index(last)] if block else []):
        if not isinstance(one, Import) or one.end_lineno != block[0].lineno - 1:
            break
        block.insert(0, one)
    keys = [_key(one) for one in block]
    package = _key(new)[1].partition(".")[0]
    if keys != sorted(keys) or package not in {key[1].partition(".")[0] for key in keys}:
        return None
    above = source.body[: source.starts[block[0].lineno - 1]].rstrip("\n").rpartition("\n")[2]
    if above.lstrip().startswith("#") and keys[0] > _key(new):
        return None
    return next((one for one, key in zip(block, keys, strict=True) if key > _key(new)), None)


def _key(node: ast.stmt) -> tuple[bool, str]:
    if isinstance(node, ast.ImportFrom):
        return True, ("." * node.level + (node.module or "")).lower()
    names = node.names if isinstance(node, ast.Import) else []
    return False, names[0].name.lower() if names else ""


def _last_import(module: ast.Module) -> ast.stmt | None:
    last: ast.stmt | None = None
    for node in module.body:
        if isinstance(node, Import):
            last = node
        elif not _docstring(node) and not _only_imports(node):
            break
    return last


def _only_imports(node: ast.stmt) -> bool:
    """An `if TYPE_CHECKING:` or `try:` around imports alone."""
    return isinstance(node, ast.If | ast.Try) and all(isinstance(one, Import) for one in node.body)


def _docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
