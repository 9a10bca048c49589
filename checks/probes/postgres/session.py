"""Opens the one read-only session of a look, within its time, and says plainly when it cannot."""

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.redact import redact

if TYPE_CHECKING:
    import psycopg

EXAMPLE = "postgresql://user:password@host:5432/database"
SCHEMES = ("postgresql://", "postgres://", "postgis://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session, and what opening it took of the clock and of this thread's processor time."""

    connection: "psycopg.Connection[tuple[object, ...]]"
    wall_ms: float
    client_cpu_ms: float


def dsn(url: str) -> str:
    """The address in the form that libpq reads: a driver in the scheme (`postgresql+psycopg`) is dropped.

    Raises:
        Problem: it is not the address of a PostgreSQL database.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    scheme, separator, rest = url.strip().partition("://")
    plain = f"{scheme.partition('+')[0].lower()}{separator}{rest}" if separator else url.strip()
    if separator and not plain.startswith(SCHEMES):
        raise Problem(
            f"{redact(url)} is not the address of a PostgreSQL database",
            f"write it as {EXAMPLE}",
        )
    plain = plain.replace("postgis://", "postgresql://", 1)
    try:
        parts = conninfo_to_dict(plain)
    except psycopg.Error:
        parts = {}
    if not parts:
        raise Problem(
            f"the database address {redact(url)!r} cannot be read",
            f"write it as {EXAMPLE}, with signs such as @ : / in the password percent-encoded",
        )
    return plain


def open_session(url: str, timeout_s: float) -> Opened:
    """A new session, in this many seconds at most, name lookup and several addresses included.

    Raises:
        Problem: it was refused, took too long, or what answered is not PostgreSQL.
    """
    attempt = _Attempt(plain=dsn(url), timeout_s=timeout_s)
    worker = threading.Thread(target=attempt.run, daemon=True)
    worker.start()
    worker.join(timeout_s)
    one = attempt.take()
    if one is None:
        raise _silent(url, timeout_s)
    if isinstance(one, Opened):
        return one
    raise _explained(url, one, timeout_s) from None


class _Attempt:
    """One try to connect, in a thread of its own; what comes after nobody waits for it is closed."""

    def __init__(self, *, plain: str, timeout_s: float) -> None:
        self._plain = plain
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._given_up = False
        self._result: Opened | BaseException | None = None

    def run(self) -> None:
        result = _connect(self._plain, self._timeout_s)
        with self._lock:
            self._result = result
            if self._given_up and isinstance(result, Opened):
                result.connection.close()

    def take(self) -> Opened | BaseException | None:
        with self._lock:
            self._given_up = self._result is None
            return self._result


def _connect(plain: str, timeout_s: float) -> Opened | BaseException:
    import psycopg

    # Of an interrupt it would tell the terminal that the query could not be cancelled: the line is closed anyway.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)

    begun, busy = time.perf_counter(), time.thread_time()
    try:
        connection = psycopg.connect(
            plain,
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=max(2, round(timeout_s)),
            application_name="rung",
        )
    except Exception as error:
        return error
    return Opened(
        connection=connection,
        wall_ms=(time.perf_counter() - begun) * 1000,
        client_cpu_ms=(time.thread_time() - busy) * 1000,
    )


def _silent(url: str, timeout_s: float) -> Problem:
    return Problem(
        f"{redact(url)} did not answer as PostgreSQL within {timeout_s:g} s",
        "check host, port and firewall; is it the database's port, and is the server overloaded?",
    )


EXPLANATIONS = (
    ("password authentication failed", "the server refused the password",
     "check user and password; signs such as @ : / in the password must be percent-encoded"),
    ("no password supplied", "the server asks for a password", f"write it into the address: {EXAMPLE}"),
    ("pg_hba.conf", "the server does not let this user in from here",
     "add a line for this host to pg_hba.conf, or run rung where the application runs"),
    ("too many", "the server has no free session left",
     "close sessions or look as a superuser; this is itself a sign of connection saturation"),
    ("remaining connection slots", "the server has no free session left",
     "close sessions or look as a superuser; this is itself a sign of connection saturation"),
    ("starting up", "the server is starting or shutting down", "try again in a minute"),
    ("shutting down", "the server is starting or shutting down", "try again in a minute"),
    ("invalid response to SSL", "something answers there that is not PostgreSQL",
     "check the port: 5432 is PostgreSQL's usual one"),
    ("Connection refused", "nothing listens there", "check host and port, and start the server"),
    ("No such file or directory", "no server listens on that socket", "start it, or name a host"),
    ("resolve", "the host's name is not known", "check the host's name"),
    ("Name or service not known", "the host's name is not known", "check the host's name"),
    ("SSL", "the server and this client do not agree about SSL", "try ?sslmode=require or prefer"),
)  # fmt: skip


def _explained(url: str, error: BaseException, timeout_s: float) -> Problem:
    words = " ".join(str(error).split())
    if "timeout" in words or "timed out" in words:
        return _silent(url, timeout_s)
    if "does not exist" in words:
        what = "database" if 'database "' in words else "user"
        return Problem(
            f"{redact(url)}: the server knows no such {what}", f"check the {what}'s name"
        )
    for sign, meaning, remedy in EXPLANATIONS:
        if sign in words:
            return Problem(f"{redact(url)}: {meaning}", remedy)
    return Problem(
        f"{redact(url)} cannot be reached: {redact(_without_secret(url, words))[:300]}",
        f"check the address: {EXAMPLE}",
    )


def _without_secret(url: str, words: str) -> str:
    """The driver's words may quote pieces of a badly written address: then they are left out whole."""
    userinfo = url.partition("://")[2].rpartition("@")[0]
    pieces = [one for one in userinfo.replace("/", ":").split(":")[1:] if len(one) > 2]
    return "the address cannot be read" if any(one in words for one in pieces) else words
