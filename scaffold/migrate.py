"""Run rendered SQL files on a database that a person named, each statement on its own outside a transaction.

`CREATE INDEX CONCURRENTLY` refuses to run inside one
(https://www.postgresql.org/docs/current/sql-createindex.html). The files are written for psql; of psql's own
words they use `\\gexec` (run each value that the query returns) and `\\set ON_ERROR_STOP on`, which is what this
does anyway.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.redact import redact

if TYPE_CHECKING:
    import psycopg

TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*) | (?P<set>^\\set\ ON_ERROR_STOP\ on$) | (?P<end>;|\\gexec\b)
    | '(?:[^']|'')*' | "(?:[^"]|"")*" | [^'"\\;-]+ | .""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One file that was run, and the seconds it took."""

    path: Path
    seconds: float


def run(url: str, files: Sequence[Path], *, timeout_s: float = 10.0) -> tuple[Ran, ...]:
    """Run these files in order; `timeout_s` bounds the connection attempt, not the statements.

    Raises:
        Problem: a file could not be read, the database not reached, or a statement failed (the files
            before it stay done; each file can be run again).
    """
    import psycopg

    texts = [(path, _read(path)) for path in files]
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=round(timeout_s)) as connection:
            return tuple(_run_one(connection, path, text) for path, text in texts)
    except psycopg.OperationalError as error:
        raise Problem(redact(f"cannot reach {url}: {error}"), "check the address") from None


def statements(text: str) -> Iterator[tuple[str, bool]]:
    """The statements of a file, and for each whether its results are to be run (`\\gexec`)."""
    parts: list[str] = []
    for token in TOKEN.finditer(text):
        if token["end"]:
            yield "".join(parts).strip(), token["end"] != ";"
            parts = []
        elif not (token["comment"] or token["set"]):
            parts.append(token[0])
    if rest := "".join(parts).strip():
        yield rest, False


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Problem(f"cannot read {path}: {error.strerror}", "build the rung first") from None


def _run_one(connection: "psycopg.Connection", path: Path, text: str) -> Ran:
    import psycopg

    started = time.monotonic()
    statement = ""
    try:
        for statement, again in statements(text):
            rows = connection.execute(statement.encode())
            for value in [cell for row in rows for cell in row] if again else ():
                connection.execute(str(value).encode())
    except psycopg.Error as error:
        line = text[: max(text.find(statement), 0)].count("\n") + 1
        raise Problem(
            redact(f"{path}:{line}: {str(error).strip()}"),
            "nothing is half-done: remove the cause (a long transaction, a missing right) and run it again",
        ) from None
    return Ran(path=path, seconds=time.monotonic() - started)
