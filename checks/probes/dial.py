"""Opens a line to a server within one time, whatever the other end does: name look-up, several addresses, TLS.

The clocks of sockets run anew with every piece that comes, so a server that sends a byte now and then would hold
a look for ever. Here one moment is the end of everything. Certificates are always checked, against the system's
authorities and those of `certifi`.
"""

import socket
import ssl
import threading
import time
from typing import Any

PIECE = 65_536
Address = tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]


def left(until: float) -> float:
    """Seconds until this moment of the monotonic clock.

    Raises:
        TimeoutError: it has passed.
    """
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the time is over")
    return seconds


def dial(host: str, port: int, until: float) -> socket.socket:
    """A connected socket, by the first of the host's addresses that takes one.

    Raises:
        OSError: no address took it; TimeoutError where time ran out, socket.gaierror for an unknown name.
    """
    failure: OSError = ConnectionError("the name has no address")
    for family, kind, protocol, _, address in _looked_up(host, port, until):
        try:
            return _connected(socket.socket(family, kind, protocol), address, until)
        except OSError as error:
            failure = error
    raise failure


def dial_path(path: str, until: float) -> socket.socket:
    """A connected socket of this machine, by its path."""
    return _connected(socket.socket(socket.AF_UNIX), path, until)


def secured(line: socket.socket, host: str, until: float) -> ssl.SSLSocket:
    """The line under TLS, after the certificate was checked against the host's name.

    Raises:
        OSError: ssl.SSLError where the other end is not to be trusted or speaks no TLS.
    """
    line.settimeout(left(until))
    try:
        return trust().wrap_socket(line, server_hostname=host)
    except BaseException:
        line.close()
        raise


def trust() -> ssl.SSLContext:
    """Whom to trust: the system's authorities and certifi's, every certificate checked."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def words(error: OSError) -> str:
    """What went wrong on a line, in words that hold no address."""
    if isinstance(error, TimeoutError):
        return "time-out"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS as asked"
    if isinstance(error, socket.gaierror):
        return "the host's name is not known"
    return "refused" if isinstance(error, ConnectionRefusedError) else error.strerror or "no answer"


def _connected(line: socket.socket, address: Any, until: float) -> socket.socket:
    try:
        line.settimeout(left(until))
        line.connect(address)
        if line.family != socket.AF_UNIX:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        line.close()
        raise
    return line


def _looked_up(host: str, port: int, until: float) -> list[Address]:
    """The system's resolver takes the time it likes, so it works in a thread that nobody has to wait for."""
    found: list[Address] = []
    wrong: list[OSError] = []

    def work() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            wrong.append(error)
        except UnicodeError:
            wrong.append(socket.gaierror("not a host's name"))

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(left(until))
    if wrong:
        raise wrong[0]
    if not found:
        raise TimeoutError("the name was not looked up in time")
    return found
