"""The probes of a PgBouncer service: its mode, its pools, and many clients on few server connections."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from checks.core import Problem
from checks.redact import redact

Seen = tuple[str, bool, str]
CLIENTS = 40
CONSOLE = "pgbouncer"
"""The name of PgBouncer's own database, https://www.pgbouncer.org/usage.html#admin-console."""
LONGEST_WAIT_S = 1.0


def probe(url: str, limit: int) -> tuple[Seen, ...]:
    """Open `CLIENTS` sessions at once through the pooler, then read its console.

    Raises:
        Problem: the pooler cannot be reached, or this user may not read its console.
    """
    parts = urlsplit(url)
    database = parts.path.strip("/")
    if not database or database == CONSOLE:
        raise Problem(
            "the pooler's address names no database of the application",
            "give the address that the application uses: postgresql://USER@HOST:PORT/DATABASE",
        )
    backends = _crowd(url)
    console = urlunsplit(parts._replace(path=f"/{CONSOLE}"))
    mode = next(
        (one["value"] for one in _ask(console, "SHOW CONFIG") if one["key"] == "pool_mode"), ""
    )
    pools = [one for one in _ask(console, "SHOW POOLS") if one["database"] == database]
    waiting = sum(int(one["cl_waiting"]) for one in pools)
    longest = max((int(one["maxwait"]) for one in pools), default=0)
    servers = max((_servers(one) for one in pools), default=0)
    met = f"{backends} server sessions served them, {limit} allowed"
    waits = f"cl_waiting = {waiting}, maxwait = {longest} s"
    return (
        ("it pools by transaction", mode == "transaction", f"pool_mode = {mode}"),
        (f"{CLIENTS} clients share its server connections", backends <= limit, met),
        ("no client waits", waiting == 0 and longest < LONGEST_WAIT_S, waits),
        ("its connections stay within the pool", 0 < servers <= limit, f"{servers} of {limit}"),
    )


def _servers(pool: dict[str, Any]) -> int:
    return sum(int(value) for key, value in pool.items() if key.startswith("sv_"))


def _crowd(url: str) -> int:
    """Distinct server sessions that `CLIENTS` clients met."""
    import psycopg

    def one(_: int) -> int:
        with psycopg.connect(url, connect_timeout=10, prepare_threshold=None) as connection:
            row = connection.execute("SELECT pg_backend_pid(), pg_sleep(0.05)").fetchone()
            return int(row[0]) if row else 0

    try:
        with ThreadPoolExecutor(CLIENTS) as crowd:
            return len(set(crowd.map(one, range(CLIENTS))))
    except psycopg.OperationalError as error:
        raise Problem(redact(f"{url} cannot be used: {error}"), "is PgBouncer running?") from None


def _ask(console: str, what: str) -> list[dict[str, Any]]:
    """The console speaks the simple protocol alone."""
    import psycopg
    from psycopg.rows import dict_row

    try:
        with psycopg.connect(console, autocommit=True, connect_timeout=5) as connection:
            return psycopg.ClientCursor(connection, row_factory=dict_row).execute(what).fetchall()
    except psycopg.Error as error:
        raise Problem(
            redact(f"the console of {console} cannot be read: {error}"),
            "name the user in stats_users of pgbouncer.ini",
        ) from None
