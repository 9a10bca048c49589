"""Calls that matter for scaling: connections, pools, engines, mail, outbound requests."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.probes.repo.python.source import Module

CONNECTS = frozenset(
    [
        "psycopg.connect",
        "psycopg.Connection.connect",
        "psycopg.AsyncConnection.connect",
        "psycopg2.connect",
        "asyncpg.connect",
        "aiopg.connect",
        "pymysql.connect",
        "pymysql.connections.Connection",
        "MySQLdb.connect",
        "mysql.connector.connect",
        "aiomysql.connect",
        "asyncmy.connect",
        "pg8000.connect",
        "pg8000.dbapi.connect",
        "pg8000.native.Connection",
    ]
)
ENGINES = frozenset(
    [
        "sqlalchemy.create_engine",
        "sqlalchemy.engine.create_engine",
        "sqlalchemy.ext.asyncio.create_async_engine",
        "sqlmodel.create_engine",
        "sqlalchemy.ext.asyncio.engine.create_async_engine",
    ]
)
POOLS = frozenset(
    [
        "psycopg_pool.ConnectionPool",
        "psycopg_pool.AsyncConnectionPool",
        "psycopg2.pool.ThreadedConnectionPool",
        "psycopg2.pool.SimpleConnectionPool",
        "asyncpg.create_pool",
        "aiopg.create_pool",
        "aiomysql.create_pool",
        "databases.Database",
    ]
)
MAILS = frozenset(
    [
        "smtplib.SMTP",
        "smtplib.SMTP_SSL",
        "aiosmtplib.send",
        "aiosmtplib.SMTP",
        "django.core.mail.send_mail",
        "django.core.mail.send_mass_mail",
        "django.core.mail.mail_managers",
        "django.core.mail.get_connection",
    ]
)
MAIL_CLASSES = frozenset(
    [
        "django.core.mail.EmailMessage",
        "django.core.mail.EmailMultiAlternatives",
        "django.core.mail.message.EmailMessage",
        "flask_mail.Message",
    ]
)
WITHOUT_TIMEOUT = frozenset(
    [
        "requests.get",
        "requests.post",
        "requests.put",
        "requests.patch",
        "requests.delete",
        "requests.head",
        "requests.options",
        "requests.request",
        "urllib.request.urlopen",
        "smtplib.SMTP",
        "smtplib.SMTP_SSL",
    ]
)
"""Each waits for ever unless `timeout=` is given (requests: "Timeouts" in its manual; urllib and smtplib: the
global default time-out of sockets is none). httpx is not here: it has a default of five seconds."""
BY_POSITION = {"urllib.request.urlopen": 3, "smtplib.SMTP": 4, "smtplib.SMTP_SSL": 4}
"""Number of positional arguments from which on the time-out is among them."""
EVERY = CONNECTS | ENGINES | POOLS | MAILS | WITHOUT_TIMEOUT


def bounded(callee: str, keywords: Mapping[str, str], positional: int) -> bool:
    """The call gives a time-out, or unpacks keywords that may hold one."""
    given = keywords.get("timeout", "**" if "**" in keywords else "None")
    return given != "None" or positional >= BY_POSITION.get(callee, 99)


@dataclass(frozen=True, slots=True)
class Seen:
    """One call: `function` is the qualified name of the function around it, empty at module level."""

    module: Module
    node: ast.Call
    callee: str
    function: str


def interesting(module: Module) -> Iterator[Seen]:
    """Every call of the tables above in one module, and the sends of mail objects."""
    builders = set()
    for node in module.calls:
        callee = module.imported(node.func)
        if callee in MAIL_CLASSES:
            builders.add(module.around(node))
        elif callee in EVERY:
            yield Seen(module, node, callee, module.around(node))
    for node in module.calls if builders - {""} else ():
        if isinstance(node.func, ast.Attribute) and node.func.attr == "send":
            function = module.around(node)
            if function in builders:
                yield Seen(module, node, "mail.send", function)


def hands_out(module: Module, function: str, call: ast.Call) -> bool:
    """The function returns or yields this connection: a factory, whose callers own it."""
    node = module.functions.get(function)
    if node is None:
        return False
    names = {
        target.id
        for one in ast.walk(node)
        if isinstance(one, ast.Assign) and _holds(one.value, call)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    names |= {
        item.optional_vars.id
        for one in ast.walk(node)
        if isinstance(one, ast.With | ast.AsyncWith)
        for item in one.items
        if isinstance(item.optional_vars, ast.Name) and _holds(item.context_expr, call)
    }
    given = (
        one.value for one in ast.walk(node) if isinstance(one, ast.Return | ast.Yield) and one.value
    )
    return any(
        _holds(one, call) or (isinstance(one, ast.Name) and one.id in names) for one in given
    )


def _holds(expression: ast.AST, call: ast.Call) -> bool:
    if isinstance(expression, ast.Await):
        expression = expression.value
    return expression is call
