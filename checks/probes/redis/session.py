"""Opens the one connection of a look at Redis, and says plainly when it cannot."""

import socket
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from checks.core import Problem
from checks.probes.dial import dial, dial_path, secured, words
from checks.probes.redis.resp import Line, NotRedis, Refusal
from checks.redact import redact

EXAMPLE = "redis://user:password@host:6379/0"
PLAIN = {"redis", "valkey"}
TLS = {"rediss", "valkeys"}
LARGEST = 32_000_000
"""Bytes that one look takes from the server: an INFO is some kilobytes, a sample of keys a few megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where and as whom."""

    host: str
    port: int
    path: str = ""
    """A socket of this machine, instead of host and port."""
    tls: bool = False
    user: str = ""
    password: str = ""
    database: int = 0


def address(url: str) -> Address:
    """The address, read: redis, rediss (TLS), valkey, valkeys, or unix with a path.

    Raises:
        Problem: it is not the address of a Redis.
    """
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port or 6379, parts.hostname or ""
        named = parse_qs(parts.query).get("db", [""])[0]
        number = int(named or ("" if parts.scheme == "unix" else parts.path.strip("/")) or "0")
    except ValueError:
        raise _unreadable(url) from None
    unix = parts.scheme == "unix" and parts.path
    if not unix and not (host and parts.scheme in PLAIN | TLS):
        raise _unreadable(url)
    return Address(
        host=host,
        port=port,
        path=parts.path if unix else "",
        tls=parts.scheme in TLS,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=number,
    )


def open_line(url: str, seconds: float) -> Line:
    """A connection that has logged in and chosen its database, in this many seconds, which all of the look shares.

    Raises:
        Problem: it was refused, took too long, or what answered is not Redis.
    """
    where, until = address(url), time.monotonic() + seconds
    try:
        line = Line(socket=_socket(where, until), until=until, bytes_left=LARGEST)
    except OSError as error:
        raise unreached(url, error, seconds) from None
    try:
        _log_in(line, where, url)
    except BaseException as error:
        line.close()
        if isinstance(error, OSError | NotRedis):
            raise unreached(url, error, seconds) from None
        raise
    return line


def unreached(url: str, error: OSError | NotRedis, seconds: float) -> Problem:
    """The complaint about a line that broke, without a password."""
    if isinstance(error, NotRedis):
        return Problem(f"{redact(url)}: {error}", "check the port: 6379 is Redis' usual one")
    said = words(error)
    if said == "time-out":
        return Problem(
            f"{redact(url)} did not answer as Redis within {seconds:g} s",
            "check host, port and firewall; an address with TLS begins with rediss://",
        )
    remedy = "check host and port, and start the server"
    if "certificate" in said:
        remedy = "name its authority with SSL_CERT_FILE=FILE; certificates are always checked"
    return Problem(f"{redact(url)} cannot be reached: {said}", remedy)


def _socket(where: Address, until: float) -> socket.socket:
    if where.path:
        return dial_path(where.path, until)
    line = dial(where.host, where.port, until)
    return secured(line, where.host, until) if where.tls else line


def _log_in(line: Line, where: Address, url: str) -> None:
    if where.password:
        given = [where.user, where.password] if where.user else [where.password]
        _accepted(line.ask("AUTH", *given), url)
    if where.database:
        _accepted(line.ask("SELECT", where.database), url)
    # Clients are listed by name; a server before 2.6.9 or an ACL may refuse it, which does no harm.
    line.ask("CLIENT", "SETNAME", "rung")
    _accepted(line.ask("PING"), url)


def _accepted(answer: object, url: str) -> None:
    if not isinstance(answer, Refusal):
        return
    meaning, remedy = REFUSALS.get(answer.kind, ("", ""))
    if answer.kind == "NOPERM":
        return  # it is Redis and we are in; what is forbidden is said part by part
    raise Problem(
        f"{redact(url)}: {meaning or f'the server refused ({answer.kind})'}",
        remedy or f"check the address: {EXAMPLE}",
    )


REFUSALS = {
    "NOAUTH": ("the server asks for a password", f"write it into the address: {EXAMPLE}"),
    "WRONGPASS": (
        "the server refused user or password",
        "check them; signs such as @ : / in the password must be percent-encoded",
    ),
    "DENIED": (
        "the server is in protected mode and lets in only its own machine",
        "run rung where Redis runs, or give it a password",
    ),
    "LOADING": ("the server is loading its data", "try again in a minute"),
    "ERR": ("the server refused user, password or database", f"check the address: {EXAMPLE}"),
}


def _unreadable(url: str) -> Problem:
    return Problem(
        f"{redact(url)!r} is not the address of a Redis",
        f"write it as {EXAMPLE}, with rediss:// for TLS",
    )
