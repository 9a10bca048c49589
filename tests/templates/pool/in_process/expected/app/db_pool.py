"""One pool of database connections per process; `connect` stands in for `psycopg.connect`.

    with db_pool.connect(DATABASE_URL) as conn:     # commits or rolls back, then hands the connection back
        conn.execute("...")

    conn = db_pool.connect(DATABASE_URL)             # or by hand
    try:
        ...
    finally:
        conn.close()                                 # hands it back, an open transaction is rolled back

What a session keeps (SET, advisory locks, LISTEN, temporary tables) is cleared before the next user gets it.
Size and patience can be set in the environment: DB_POOL_SIZE, DB_POOL_TIMEOUT (seconds).
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import queue
import select
import threading
import time
import weakref
from typing import Any, ClassVar, cast

import psycopg
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool, PoolTimeout

SIZE = int(os.environ.get("DB_POOL_SIZE") or 4)
"""Connections of this process at most. 2 to 4 connections per core of the database, over all processes."""
TIMEOUT = float(os.environ.get("DB_POOL_TIMEOUT") or 10)
"""Seconds that a caller waits for a free connection before PoolTimeout (a psycopg.OperationalError)."""
MAX_LIFETIME = 3600.0
"""Seconds after which a connection is replaced, so that failovers and leaks in the server wear off."""
MAX_IDLE = 600.0
"""Seconds after which an unused connection is closed."""
RESET = True
TRUSTED = 30.0
"""Seconds for which a rested connection is handed out on the word of its socket alone, without a round trip."""

SESSION_STATE = (
    "CLOSE ALL; RESET SESSION AUTHORIZATION; RESET ALL; UNLISTEN *; "
    "SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES"
)
log = logging.getLogger(__name__)
_OPEN = (psycopg.pq.TransactionStatus.INTRANS, psycopg.pq.TransactionStatus.INERROR)


class _Connection(psycopg.Connection[Any]):
    rested_at = 0.0
    failures: ClassVar[dict[str, str]] = {}

    @classmethod
    def connect(cls, conninfo: str = "", **kwargs: Any) -> _Connection:
        """Connect, and remember why not: a caller who waited in vain is told the reason."""
        try:
            made = super().connect(conninfo, **kwargs)
        except psycopg.Error as error:
            cls.failures[conninfo] = str(error)
            raise
        cls.failures.pop(conninfo, None)
        made.rested_at = time.monotonic()
        return made


class Lease:
    """A connection on loan: like psycopg's own, but its end hands the connection back to the pool.

    Every loan is an object of its own, so a second `close()` can never end somebody else's loan.
    """

    __slots__ = ("__weakref__", "_pid", "_pool", "_real")

    def __init__(self, pool: ConnectionPool[_Connection], real: _Connection) -> None:
        object.__setattr__(self, "_pool", pool)
        object.__setattr__(self, "_real", real)
        object.__setattr__(self, "_pid", os.getpid())

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # isinstance(conn, psycopg.Connection) stays true
        return psycopg.Connection

    @property
    def closed(self) -> bool:
        return self._real is None or self._real.closed

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        return _keep(self, self._open().cursor(*args, **kwargs))

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        return _keep(self, self._open().execute(*args, **kwargs))

    def close(self) -> None:
        """Hand the connection back; an open transaction is rolled back. Safe to call twice."""
        real = self._take()
        if real is not None and self._pid == os.getpid():
            _hand_back(self._pool, real)

    def __enter__(self) -> Lease:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if self._real is None:
            return
        try:
            self._real.__exit__(kind, error, trace)  # commits or rolls back; a pooled one stays open
        finally:
            self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._open(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._open(), name, value)

    def __del__(self) -> None:
        real = self._take()
        if real is not None and self._pid == os.getpid():
            _forgotten.put((self._pid, self._pool, real))

    def _open(self) -> _Connection:
        if self._real is None:
            raise psycopg.OperationalError("the connection is closed")
        return cast(_Connection, self._real)

    def _take(self) -> _Connection | None:
        real = self._real
        object.__setattr__(self, "_real", None)
        return cast("_Connection | None", real)


def connect(
    conninfo: str = "",
    *,
    autocommit: bool = False,
    prepare_threshold: int | None = 5,
    row_factory: Any = None,
    cursor_factory: Any = None,
    **kwargs: Any,
) -> psycopg.Connection[Any]:
    """A connection from this process's pool for these parameters; takes what `psycopg.connect` takes.

    Raises:
        PoolTimeout: every connection was busy for TIMEOUT seconds (it is a psycopg.OperationalError).
        psycopg.OperationalError: the database could not be reached in that time.
    """
    pool = _pool(conninfo, kwargs)
    try:
        real = pool.getconn()
    except PoolTimeout:
        raise _refusal(pool) from None
    try:
        _prepare(real, autocommit, prepare_threshold, row_factory, cursor_factory)
    except BaseException:
        pool.putconn(real)
        raise
    return cast("psycopg.Connection[Any]", Lease(pool, real))


def close_all() -> None:
    """Close every pool of this process; a later `connect` opens a new one."""
    for key in [one for one in _pools if one[0] == os.getpid()]:
        _pools.pop(key).close(timeout=2.0)


def stats() -> dict[str, int]:
    """The counters of this process's pools, added up: pool_size, pool_available, requests_waiting, ..."""
    total: dict[str, int] = {}
    for key, pool in list(_pools.items()):
        if key[0] == os.getpid():
            for name, value in pool.get_stats().items():
                total[name] = total.get(name, 0) + int(value)
    return total


# The key begins with the process id: after a fork the child makes pools of its own and never touches its parent's.
_pools: dict[tuple[Any, ...], ConnectionPool[_Connection]] = {}
_cursors: weakref.WeakKeyDictionary[Any, Lease] = weakref.WeakKeyDictionary()
_forgotten: queue.SimpleQueue[Any] = queue.SimpleQueue()
_sweepers: dict[int, threading.Thread] = {}
atexit.register(close_all)


def _pool(conninfo: str, kwargs: dict[str, Any]) -> ConnectionPool[_Connection]:
    key = (os.getpid(), conninfo, *sorted(kwargs.items()))
    found = _pools.get(key)
    if found is None:
        made = ConnectionPool(
            conninfo,
            connection_class=_Connection,
            kwargs=dict(kwargs),
            min_size=0,
            max_size=SIZE,
            timeout=TIMEOUT,
            max_lifetime=MAX_LIFETIME,
            max_idle=MAX_IDLE,
            reconnect_timeout=TIMEOUT,
            check=_alive,
            reset=_reset if RESET else None,
            open=False,
        )
        found = _pools.setdefault(key, made)
        found.open()
        _start_sweeper()
    return found


def _prepare(real: _Connection, autocommit: bool, threshold: int | None, rows: Any, cursors: Any) -> None:
    """Give a rested connection the client-side state of a new one."""
    if real.autocommit != autocommit:
        real.autocommit = autocommit
    for name in ("isolation_level", "read_only", "deferrable"):
        if getattr(real, name) is not None:
            setattr(real, name, None)
    real.prepare_threshold = threshold
    real.row_factory = rows or tuple_row
    real.cursor_factory = cursors or psycopg.Cursor
    real.server_cursor_factory = psycopg.ServerCursor


def _alive(real: _Connection) -> None:
    """Raise when the connection is dead. A healthy one at rest has nothing to say on its socket."""
    if time.monotonic() - real.rested_at > TRUSTED or not hasattr(select, "poll"):
        ConnectionPool.check_connection(real)
        return
    poll = select.poll()
    poll.register(real.fileno(), select.POLLIN)
    if poll.poll(0):
        ConnectionPool.check_connection(real)


def _reset(real: _Connection) -> None:
    real.autocommit = True
    real.execute(SESSION_STATE, prepare=False)


def _hand_back(pool: ConnectionPool[_Connection], real: _Connection) -> None:
    if real.info.transaction_status in _OPEN:
        with contextlib.suppress(psycopg.Error):  # the pool replaces what cannot be rolled back
            real.rollback()
    real.rested_at = time.monotonic()
    pool.putconn(real)


def _refusal(pool: ConnectionPool[_Connection]) -> psycopg.OperationalError:
    reason = _Connection.failures.get(pool.conninfo if isinstance(pool.conninfo, str) else "")
    if reason:
        return psycopg.OperationalError(f"no database connection within {TIMEOUT:g} s: {reason}")
    return PoolTimeout(
        f"no free database connection within {TIMEOUT:g} s: all {SIZE} of process {os.getpid()} are in use. "
        "Something keeps connections for too long, or DB_POOL_SIZE is too small"
    )


def _keep(lease: Lease, cursor: Any) -> Any:
    """As long as the cursor lives, the loan does."""
    _cursors[cursor] = lease
    return cursor


def _start_sweeper() -> None:
    """Connections that nobody closed come back too. A finaliser may run anywhere, so a thread does the work."""
    if os.getpid() not in _sweepers:
        thread = threading.Thread(target=_sweep, name="db-pool-sweeper", daemon=True)
        _sweepers[os.getpid()] = thread
        thread.start()


def _sweep() -> None:
    level = logging.WARNING
    while True:
        pid, pool, real = _forgotten.get()
        if pid != os.getpid():
            continue
        log.log(level, "a database connection was not closed (said once): use `with`, or close() it")
        level = logging.DEBUG
        try:
            _hand_back(pool, real)
        except Exception:
            log.exception("a forgotten database connection could not be handed back")
