"""Runs the queries of a look in one read-only transaction: bounded, each fails alone, each can be shown."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any

from checks.core import Problem
from checks.probes.postgres.watch import Watch
from checks.redact import redact

if TYPE_CHECKING:
    import psycopg

MARK = "/* rung */"
"""In each of our statements, so that a look never counts itself (a leading comment would be cut off)."""
BEGIN = (
    "begin transaction isolation level read committed read only;"
    " set local statement_timeout = {ms}; set local lock_timeout = 500;"
    " set local default_transaction_read_only = on;"
    " set local idle_in_transaction_session_timeout = 0; set local jit = off;"
    " set local max_parallel_workers_per_gather = 0; set local search_path = pg_catalog"
)

Tell = Callable[[str], None]
"""Hears every statement just before it is sent (`--show-sql`)."""


def quiet(statement: str) -> None:
    """Nobody asked to hear the statements."""


@dataclass(slots=True)
class Reading:
    """A read-only transaction: `seconds` for each query, `budget_s` for all. `missing` collects why a part failed."""

    connection: "psycopg.Connection[tuple[object, ...]]"
    seconds: float
    budget_s: float
    tell: Tell = quiet
    missing: dict[str, str] = field(default_factory=dict)
    _deadline: float = 0.0
    _release: str = ""
    _watch: Watch = field(init=False)

    def __enter__(self) -> "Reading":
        self._deadline = time.monotonic() + self.budget_s
        self._watch = Watch(self.connection).__enter__()
        try:
            self._send(BEGIN.format(ms=int(self.seconds * 1000)), self.seconds)
        except BaseException as error:
            self.__exit__(None, None, None)
            raise self._refused(error) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self._watch.__exit__(kind, error, trace)
        if not self.connection.closed:
            self.connection.close()

    def rows(self, part: str, query: str) -> list[tuple[Any, ...]] | None:
        """The query's rows, or None with the reason in `missing[part]`."""
        import psycopg

        left = min(self.seconds, self._deadline - time.monotonic())
        if left <= 0.05 or self.connection.closed:
            self.missing.setdefault(part, self._over())
            return None
        try:
            # One way to the server for both: on a drowning server each way may take long.
            self._send(
                f"{self._release}savepoint rung; set local statement_timeout = {int(left * 1000)}",
                left,
            )
            self._release = "release savepoint rung; "
            return self._send(marked(query), left).fetchall()
        except psycopg.Error as error:
            self.missing.setdefault(part, self._watch.cut_because or _reason(error))
            self._go_back()
            return None

    def _send(self, statement: str, seconds: float) -> "psycopg.Cursor[tuple[Any, ...]]":
        self.tell(statement)
        with self._watch.at_most(seconds):
            return self.connection.execute(statement.encode())

    def _go_back(self) -> None:
        import psycopg

        if not self.connection.closed:
            with contextlib.suppress(psycopg.Error):
                self._send("rollback to savepoint rung", 1.0)

    def _over(self) -> str:
        if self._watch.cut_because:
            return self._watch.cut_because
        return (
            "the session ended before this part"
            if self.connection.closed
            else "the look's time ran out before this part"
        )

    def _refused(self, error: BaseException) -> BaseException:
        import psycopg

        if not isinstance(error, psycopg.Error):
            return error
        return Problem(
            f"the server was reached but gives no read-only transaction:"
            f" {self._watch.cut_because or _reason(error)}",
            "is it up, and is a pooler in between in session or transaction mode?",
        )


def marked(query: str) -> str:
    """The query as one of ours."""
    return query.replace("select", f"select {MARK}", 1)


def _reason(error: "psycopg.Error") -> str:
    words = redact(" ".join(str(error).split()))[:200]
    known = {
        "42501": "this user lacks the right",
        "57014": "the query took longer than the look may take",
        "55P03": "the table was locked",
        "57P01": "the server ended this session",
        "57P02": "the server crashed",
    }
    return known.get(error.sqlstate or "", words) or type(error).__name__
