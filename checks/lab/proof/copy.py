"""A session on the scratch copy: all in one transaction that is rolled back, so that nothing is left whatever ends it.

An index is dropped inside a savepoint to see a statement without it and is back when the savepoint is undone
(PostgreSQL's data definition is transactional). What a measured statement writes is undone the same way.
"""

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checks.core import Problem
from checks.lab.plans import Plan, plan_of
from checks.probes.postgres.reading import Tell
from checks.redact import redact

if TYPE_CHECKING:
    import psycopg

PLAN_S = 5.0
LOCK_S = 5
LEAST_S = 0.5
"""Seconds that a statement gets although the proof's time is over: what was begun is ended."""
BEGIN = (
    f"begin; set local lock_timeout = '{LOCK_S}s'; set local idle_in_transaction_session_timeout = 0;"
    " set local extra_float_digits = -3; set local client_min_messages = error"
)
"""Digits: a sum of floats may differ in its last ones with the order in which rows come."""
CANCELLED = "57014"


@dataclass(frozen=True, slots=True)
class Run:
    """One execution: milliseconds by the server's clock, and the plan with what really came."""

    ms: float
    tree: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a statement did not run; `slow` where its time was over."""

    reason: str
    slow: bool = False
    seconds: float = 0.0
    """That it was let run."""


class Copy:
    """The copy as the proof uses it; also a `Planner`, for statements with literals."""

    def __init__(
        self,
        connection: "psycopg.Connection[tuple[Any, ...]]",
        url: str,
        tell: Tell,
        clock: "Clock | None" = None,
    ) -> None:
        self._connection, self._tell, self._clock = connection, tell, clock
        self.url = redact(url)
        self.version = connection.info.server_version
        self.plans = 0

    def begin(self, settings: Mapping[str, str]) -> None:
        """Open the transaction, with the planner's settings of the database that the advice is for."""
        self._simple(BEGIN)
        # So that a server (14 and newer) ends a long build whose client was killed.
        lost = ("client_connection_check_interval", "1s")
        for name, value in (lost, *sorted(settings.items())):
            self.attempt("select set_config(%s, %s, true)", (name, value), seconds=PLAN_S)

    def end(self, *, commit: bool) -> None:
        """Undo everything; commit where what was built is to stay."""
        self._simple("commit" if commit else "rollback")

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """What the catalogs or tables say."""
        return self._guarded(query, values).fetchall()

    def attempted(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, none where it failed."""
        found = self._tried(query, None, PLAN_S)
        return [] if isinstance(found, Failed) else found

    def attempt(self, query: str, values: tuple[Any, ...] | None = None, *, seconds: float) -> str:
        """Do something that stays in the transaction; "" where it worked, else why it did not."""
        found = self._tried(query, values, seconds, keep=True)
        return found.reason if isinstance(found, Failed) else ""

    def plan(self, text: str) -> Plan | str:
        """The plan of one statement with literals in it, or why it cannot be planned."""
        self.plans += 1
        found = self._tried(f"explain (format json) {text}", None, PLAN_S)
        return found.reason if isinstance(found, Failed) else plan_of(found[0][0][0]["Plan"])

    def generic(self, text: str) -> Plan | str:
        """Not needed here: every statement is planned with values."""
        return "no values were found for its parameters"

    @contextlib.contextmanager
    def without(self, drops: Iterable[str]) -> Iterator[None]:
        """What happens inside is undone; what these statements drop is away meanwhile."""
        self._simple("; ".join(("savepoint away", *drops)))
        # After an exception, Ctrl-C above all, the session is closed, and the server undoes all of it.
        yield
        self._undo("away")

    def run(self, text: str, seconds: float) -> Run | Failed:
        """Run one statement and undo it."""
        found = self._tried(f"explain (analyze, timing off, format json) {text}", None, seconds)
        if isinstance(found, Failed):
            return found
        told = found[0][0][0]
        return Run(float(told["Execution Time"]), told["Plan"])

    def answer(self, query: str, seconds: float) -> tuple[Any, ...] | Failed:
        """The first row of a query, undone."""
        found = self._tried(query, None, seconds)
        return found if isinstance(found, Failed) else found[0]

    def maintain(self, statement: str, seconds: float) -> str:
        """VACUUM or ANALYZE, before the transaction; "" where it worked."""
        import psycopg

        try:
            self._simple(f"set statement_timeout = {max(1, int(seconds * 1000))}")
            self._simple(statement)
            self._simple("reset statement_timeout")
        except psycopg.Error as error:
            self._insist(error)
            return _said(error)
        return ""

    def _tried(
        self, query: str, values: tuple[Any, ...] | None, seconds: float, *, keep: bool = False
    ) -> list[tuple[Any, ...]] | Failed:
        """Rows of one statement in a savepoint, which is undone unless it is to stay."""
        import psycopg

        if self._clock is not None:
            seconds = min(seconds, max(LEAST_S, self._clock.left))
        self._simple(f"savepoint try; set local statement_timeout = {max(1, int(seconds * 1000))}")
        try:
            cursor = self._guarded(query, values)
            rows = cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            self._insist(error)
            self._undo("try")
            return Failed(_said(error), slow=error.sqlstate == CANCELLED, seconds=seconds)
        if keep:
            self._simple("release savepoint try")
        else:
            self._undo("try")
        return rows

    def _guarded(
        self, query: str, values: tuple[Any, ...] | None
    ) -> "psycopg.Cursor[tuple[Any, ...]]":
        """Sent by the extended protocol, which takes one statement only, whatever the text holds."""
        self._tell(query)
        return self._connection.execute(query.encode(), values, binary=values is None)

    def _simple(self, statements: str) -> None:
        self._tell(statements)
        self._connection.execute(statements.encode())

    def _undo(self, savepoint: str) -> None:
        self._simple(f"rollback to savepoint {savepoint}; release savepoint {savepoint}")

    def _insist(self, error: "psycopg.Error") -> None:
        """A line that is gone ends the proof: the server has undone everything."""
        if self._connection.closed or self._connection.broken:
            raise Problem(
                f"{self.url}: the copy's session ended: {_said(error)}",
                "nothing is left on it; look whether it has memory and disk enough, and try again",
            )


def _said(error: "psycopg.Error") -> str:
    if error.sqlstate == CANCELLED:
        return "its time was over"
    return redact(" ".join(str(error).split()))[:200] or type(error).__name__


class Clock:
    """The time that the whole proof may take."""

    def __init__(self, seconds: float) -> None:
        self._begun, self._seconds = time.monotonic(), seconds

    @property
    def left(self) -> float:
        """Seconds; negative when it is over."""
        return self._begun + self._seconds - time.monotonic()

    @property
    def used(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._begun
