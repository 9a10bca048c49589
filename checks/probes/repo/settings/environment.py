"""Which environment variable a Python expression asks, and with which default."""

import ast
import re

NAME = re.compile(r"^[A-Z][A-Z0-9_]*$")


def variable_of(text: str) -> tuple[str, str]:
    """(variable, default) of `os.environ.get("X", "y")`, `env.bool("X", default=True)`, `config("X")`; else empty."""
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return "", ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = _text(node.args[0])
            if name is not None and NAME.match(name):
                return name, _default(node)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
            name = _text(node.slice)
            if name is not None:
                return name, ""
    return "", ""


def _default(call: ast.Call) -> str:
    given = [*call.args[1:2], *(one.value for one in call.keywords if one.arg == "default")]
    if not given:
        return ""
    value = given[-1]
    return str(value.value) if isinstance(value, ast.Constant) else ast.unparse(value)[:100]


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
