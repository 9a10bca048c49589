"""Mail and outbound calls inside a database transaction: the transaction waits for them, and cannot take them back.

Python: `with transaction.atomic():` and functions under `@transaction.atomic`; the other languages are read in
`code.transactions`. What stands in a lambda or an inner function (`transaction.on_commit(lambda: ...)`) runs later and
is none, and calls are not followed into other functions.
"""

import ast
import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.code.transactions import inside
from checks.probes.repo.python import calls
from checks.probes.repo.python.source import Module, statements
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

ATOMIC = {"django.db.transaction.atomic", "transaction.atomic"}
SLOW = calls.MAILS | calls.WITHOUT_TIMEOUT
TRANSACTIONS = Words(b"atomic")
CALLED = re.compile(
    rb"\b(send_mail|send_mass_mail|mail_managers|get_connection|urlopen|smtplib|requests)\b"
)
Blocks = ast.With | ast.AsyncWith | ast.FunctionDef | ast.AsyncFunctionDef
Later = ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`mail_in_transaction`: the call, at its line."""
    installed = frozenset(value for _, _, value in sight.told)
    found = ((one.value, one.place) for one in inside(sight.tree, installed))
    for value, place in (*_python(sight), *found):
        fact = RepoFact(name="mail_in_transaction", value=value, place=place)
        yield sight.folder_of(place.path), fact


def _python(sight: Sight) -> Iterator[tuple[str, Place]]:
    for path in sight.program.holding(TRANSACTIONS) if sight.python else ():
        if not CALLED.search(sight.tree.data(path) or b""):
            continue
        module = sight.program.module(path)
        for node in _blocks(module) if module else ():
            for call in _now(node):
                callee = module.imported(call.func) if module else ""
                if callee in SLOW and module is not None:
                    yield callee, module.place(call)


def _blocks(module: Module) -> Iterator[ast.AST]:
    """The statements of every atomic block and of every function that is one."""
    for node in statements(module.tree):
        guards: list[ast.expr] = []
        if isinstance(node, ast.With | ast.AsyncWith):
            guards = [one.context_expr for one in node.items]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            guards = node.decorator_list
        if isinstance(node, Blocks) and any(_atomic(module, one) for one in guards):
            yield from node.body


def _atomic(module: Module, node: ast.expr) -> bool:
    return module.dotted(node.func if isinstance(node, ast.Call) else node) in ATOMIC


def _now(node: ast.AST) -> Iterator[ast.Call]:
    """The calls below a statement that run while it runs."""
    if isinstance(node, Later):
        return
    if isinstance(node, ast.Call):
        yield node
    for below in ast.iter_child_nodes(node):
        yield from _now(below)
