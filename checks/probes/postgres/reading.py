"""Runs the queries of a look in one read-only transaction: bounded, and each fails alone."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any

from checks.redact import redact

if TYPE_CHECKING:
    import psycopg

MARK = "/* rung */"
"""In each of our statements, so that a look never counts itself (a leading comment would be cut off)."""


@dataclass(slots=True)
class Reading:
    """A read-only transaction: `seconds` for each query, `budget_s` for all. `missing` collects why a part failed."""

    connection: "psycopg.Connection[tuple[object, ...]]"
    seconds: float
    budget_s: float
    missing: dict[str, str] = field(default_factory=dict)
    _deadline: float = 0.0
    _release: str = ""

    def __enter__(self) -> "Reading":
        self._deadline = time.monotonic() + self.budget_s
        with self._guard(self.seconds):
            self.connection.execute(
                "begin transaction isolation level read committed read only;"
                f" set local statement_timeout = {int(self.seconds * 1000)};"
                " set local lock_timeout = 500; set local default_transaction_read_only = on;"
                " set local idle_in_transaction_session_timeout = 0; set local jit = off;"
                " set local max_parallel_workers_per_gather = 0; set local search_path = pg_catalog"
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        if not self.connection.closed:
            self.connection.close()

    def rows(
        self, part: str, query: str, values: Sequence[Any] | None = None
    ) -> list[tuple[Any, ...]] | None:
        """The query's rows, or None with the reason in `missing[part]`."""
        import psycopg

        left = min(self.seconds, self._deadline - time.monotonic())
        if left <= 0.05 or self.connection.closed:
            self.missing.setdefault(part, "the look's time ran out before this part")
            return None
        try:
            with self._guard(left):
                # One way to the server for both: on a drowning server each way may take long.
                self.connection.execute(
                    f"{self._release}savepoint rung; set local statement_timeout = {int(left * 1000)}".encode()
                )
                self._release = "release savepoint rung; "
                return self.connection.execute(marked(query), values).fetchall()
        except psycopg.Error as error:
            self.missing.setdefault(part, _reason(error))
            self._go_back()
            return None

    def _go_back(self) -> None:
        import psycopg

        with contextlib.suppress(psycopg.Error), self._guard(1.0):
            self.connection.execute("rollback to savepoint rung")

    @contextlib.contextmanager
    def _guard(self, seconds: float) -> Iterator[None]:
        """Cuts the line when the server falls silent in mid-query: no time-out of its own helps then."""
        timer = threading.Timer(seconds + 1.0, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        with (
            contextlib.suppress(Exception),  # the session ended by itself meanwhile
            socket.socket(fileno=socket.dup(self.connection.fileno())) as line,
        ):
            line.shutdown(socket.SHUT_RDWR)


def marked(query: str) -> bytes:
    """The query as one of ours."""
    return query.replace("select", f"select {MARK}", 1).encode()


def _reason(error: "psycopg.Error") -> str:
    words = redact(" ".join(str(error).split()))[:200]
    known = {
        "42501": "this user lacks the right",
        "57014": "the query took longer than the look may take",
        "55P03": "the table was locked",
    }
    return known.get(error.sqlstate or "", words) or type(error).__name__
