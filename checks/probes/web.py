"""A small HTTP client for looks: one moment ends it, one number of bytes is the most it takes, nothing leads it away.

Redirections are not followed, proxies of the environment not used, certificates checked. A server that is silent,
drips, sends two gigabytes or endless headers costs the time that was given and no more.
"""

import base64
import select
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

from checks.core import Problem
from checks.probes.dial import dial, left, secured, words
from checks.redact import redact


class NoAnswer(Exception):
    """Nothing usable came: "time-out", "refused", "too large", "not HTTP", or what is wrong with the certificate."""

    @property
    def kind(self) -> str:
        """The word for it, without an address."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as it came; the body is not decompressed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case."""
    body: bytes
    whole: bool
    """False where the body was cut off at the size asked for."""
    milliseconds: float
    kept: bool
    """It came over a connection that an earlier request had opened."""
    tls: str = ""
    """TLSv1.3, ...; empty without TLS."""
    certificate_ends: float | None = None
    """Seconds since 1970."""

    def header(self, name: str) -> str:
        """The values of this header, joined by commas; empty where there is none."""
        return ", ".join(value for one, value in self.headers if one == name)

    def all(self, name: str) -> tuple[str, ...]:
        """Each value of a header that may come several times (Set-Cookie)."""
        return tuple(value for one, value in self.headers if one == name)


def address(url: str, example: str = "http://host:port/path") -> httpx.URL:
    """The address, read.

    Raises:
        Problem: it is not the address of something that speaks HTTP.
    """
    try:
        found = httpx.URL(url.strip())
        usable = found.scheme in {"http", "https"} and bool(found.host)
    except httpx.InvalidURL:
        usable = False
    if not usable:
        raise Problem(f"{redact(url)!r} is not an http address", f"write it as {example}")
    return found


class Web:
    """One client for one look; close it, or use it in a `with`."""

    def __init__(self, *, seconds: float, largest: int) -> None:
        """All requests together take at most `seconds` and `largest` bytes, headers included."""
        self._until = time.monotonic() + seconds
        self._lines = _Lines(self._until, largest)
        self._pool = httpcore.ConnectionPool(network_backend=self._lines, max_connections=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    @property
    def seconds_left(self) -> float:
        """What is left of the time; 0 when it is over."""
        return max(0.0, self._until - time.monotonic())

    def get(
        self,
        url: httpx.URL,
        *,
        accept: str = "*/*",
        encoding: str = "identity",
        body: int = 50_000_000,
        within: float | None = None,
    ) -> Answer:
        """One GET; a body above `body` bytes is cut off; `within` seconds, where that is less than what is left.

        Raises:
            NoAnswer: no answer came, or not in time, or it is none.
        """
        opened, begun = self._lines.opened, time.perf_counter()
        self._lines.until = min(self._until, time.monotonic() + (within or self.seconds_left))
        headers = _headers(url, accept, encoding)
        with _told(), self._pool.stream("GET", _target(url), headers=headers) as got:
            pieces, size = list[bytes](), 0
            for piece in got.iter_stream():
                pieces.append(piece)
                size += len(piece)
                if size > body:
                    break
            return Answer(
                status=got.status,
                headers=tuple((_text(name).lower(), _text(value)) for name, value in got.headers),
                body=b"".join(pieces)[:body],
                whole=size <= body,
                milliseconds=(time.perf_counter() - begun) * 1000,
                kept=self._lines.opened == opened,
                **_security(got.extensions["network_stream"].get_extra_info("ssl_object")),
            )


def _target(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _headers(url: httpx.URL, accept: str, encoding: str) -> list[tuple[bytes, bytes]]:
    found = [(b"Host", url.netloc), (b"Accept", accept.encode()), (b"User-Agent", b"rung")]
    found.append((b"Accept-Encoding", encoding.encode()))
    if url.userinfo:
        pair = f"{url.username}:{url.password}".encode()
        found.append((b"Authorization", b"Basic " + base64.b64encode(pair)))
    return found


def _security(line: ssl.SSLSocket | None) -> dict[str, Any]:
    if line is None:
        return {}
    ends = str((line.getpeercert() or {}).get("notAfter", ""))
    return {
        "tls": line.version() or "",
        "certificate_ends": float(ssl.cert_time_to_seconds(ends)) if ends else None,
    }


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException:
        raise NoAnswer("time-out") from None
    except httpcore.NetworkError as error:
        raise NoAnswer(str(error) or "closed without an answer") from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        raise NoAnswer("not HTTP, or closed in the middle") from None


class _Lines(httpcore.NetworkBackend):
    """Opens lines that share one end of time and one number of bytes."""

    def __init__(self, until: float, largest: int) -> None:
        self.until = until
        self.bytes_left = largest
        self.opened = 0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            line = dial(host.strip("[]"), port, self.until)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except OSError as error:
            raise httpcore.ConnectError(words(error)) from None
        self.opened += 1
        return _Line(line, self)


class _Line(httpcore.NetworkStream):
    def __init__(self, line: socket.socket, lines: _Lines) -> None:
        self._line = line
        self._lines = lines

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._line.settimeout(left(self._lines.until))
            piece = self._line.recv(max_bytes)
        except TimeoutError:
            raise httpcore.ReadTimeout from None
        except OSError as error:
            raise httpcore.ReadError(words(error)) from None
        self._lines.bytes_left -= len(piece)
        if self._lines.bytes_left < 0:
            raise httpcore.ReadError("too large")
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._line.settimeout(left(self._lines.until))
            self._line.sendall(buffer)
        except TimeoutError:
            raise httpcore.WriteTimeout from None
        except OSError as error:
            raise httpcore.WriteError(words(error)) from None

    def close(self) -> None:
        self._line.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            return _Line(secured(self._line, server_hostname or "", self._lines.until), self._lines)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except OSError as error:
            raise httpcore.ConnectError(words(error)) from None

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return bool(select.select([self._line], [], [], 0)[0])
        if info == "ssl_object":
            return self._line if isinstance(self._line, ssl.SSLSocket) else None
        return self._line if info == "socket" else None
