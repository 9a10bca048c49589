"""Runs the queries of a look in one read-only transaction: bounded, and each fails alone."""

import contextlib
import socket
import threading
import time
from collections.abc import Sequence
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
    """A read-only transaction with a deadline for all of it. `missing` collects why a part failed."""

    connection: "psycopg.Connection[tuple[object, ...]]"
    seconds: float
    missing: dict[str, str] = field(default_factory=dict)
    _deadline: float = 0.0
    _guard: threading.Timer | None = None
    _release: str = ""

    def __enter__(self) -> "Reading":
        self._deadline = time.monotonic() + self.seconds
        self._guard = threading.Timer(self.seconds + 1.0, self._cut)
        self._guard.daemon = True
        self._guard.start()
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
        if self._guard:
            self._guard.cancel()
        if not self.connection.closed:
            self.connection.close()

    def rows(
        self, part: str, query: str, values: Sequence[Any] | None = None
    ) -> list[tuple[Any, ...]] | None:
        """The query's rows, or None with the reason in `missing[part]`."""
        import psycopg

        left = self._deadline - time.monotonic()
        if left <= 0.05 or self.connection.closed:
            self.missing.setdefault(part, "the look's time ran out before this part")
            return None
        try:
            # One way to the server for both, since on a drowning server each way may take long.
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

        with contextlib.suppress(psycopg.Error):
            self.connection.execute("rollback to savepoint rung")

    def _cut(self) -> None:
        """The server fell silent in mid-query: no server-side time-out helps, so the line is cut."""
        try:
            with socket.socket(fileno=socket.dup(self.connection.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)
        except Exception:  # the session ended by itself meanwhile
            return


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
