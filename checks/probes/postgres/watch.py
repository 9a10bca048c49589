"""Watches one line to a server from a thread of its own and cuts it when it is silent or talks too much.

Time-outs of the server's own do not help against a server that hangs, or that is none. The bytes that came
in are read from the kernel (TCP_INFO, Linux); elsewhere, and on a local socket, time alone bounds them.
"""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

MOST_BYTES = 64 * 1024**2
"""A whole look of the largest database that is listed takes less than half of it."""
EVERY_S = 0.02
GRACE_S = 1.0
"""After the server's own time-out should have ended the query."""
RECEIVED_AT = 128
"""Where `tcpi_bytes_received` stands in `struct tcp_info` (linux/tcp.h)."""


class Watch:
    """Guards a connection: `with watch.at_most(seconds):` around whatever waits for the server."""

    def __init__(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        self._line = socket.socket(fileno=socket.dup(connection.fileno()))
        self._deadline: float | None = None
        self._done = threading.Event()
        self.cut_because = ""
        """Why the line was cut, empty where it was not."""
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self._done.set()
        self._thread.join(1.0)
        self._line.close()

    @contextlib.contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Cut the line when what is inside takes longer than this and a little grace."""
        self._deadline = time.monotonic() + seconds + GRACE_S
        try:
            yield
        finally:
            self._deadline = None

    def _run(self) -> None:
        while not self._done.wait(EVERY_S):
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self._cut("the server fell silent")
            elif (_received(self._line) or 0) > MOST_BYTES:
                self._cut(f"the server sent more than {MOST_BYTES >> 20} MiB")

    def _cut(self, because: str) -> None:
        self.cut_because = self.cut_because or because
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)


def _received(line: socket.socket) -> int | None:
    """Bytes that came in on this line so far, None where the kernel does not say."""
    if not hasattr(socket, "TCP_INFO") or line.family not in (socket.AF_INET, socket.AF_INET6):
        return None
    try:
        info = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, RECEIVED_AT + 8)
    except OSError:
        return None
    size = len(info) - RECEIVED_AT
    return int(struct.unpack_from("=Q", info, RECEIVED_AT)[0]) if size >= 8 else None
