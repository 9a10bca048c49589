"""Parsing, also of a grammar that is newer than the interpreter."""

import ast
import re
import warnings


def tree_of(text: str) -> ast.Module:
    """The syntax tree, without the warnings that a parser has about somebody else's text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


TYPE_PARAMETERS = re.compile(
    r"^([ \t]*(?:async[ \t]+def|def|class)[ \t]+\w+)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]", re.M
)
TYPE_STATEMENT = re.compile(r"^([ \t]*)type[ \t]+(\w+)(?:\[[^\]\n]*\])?[ \t]*=", re.M)
BARE_EXCEPT = re.compile(r"^([ \t]*except[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)[ \t]*:", re.M)


def older(text: str) -> str:
    """The text in the grammar of Python 3.11, line by line the same.

    Generics in brackets and `type X = ...` came with 3.12 (PEP 695), `except A, B:` with 3.14 (PEP 758);
    an older interpreter's parser refuses the whole file for one of them.
    """
    text = TYPE_PARAMETERS.sub(lambda found: found.group(1) + _blank(found.group(2)), text)
    text = TYPE_STATEMENT.sub(r"\1\2 =", text)
    return BARE_EXCEPT.sub(r"\1(\2):", text)


def _blank(parameters: str) -> str:
    """Spaces, with a backslash before each line break so that the statement goes on."""
    return "".join(" \\\n" if one == "\n" else " " for one in parameters)
