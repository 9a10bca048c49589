"""Servers that do harm: silent, dripping, endless, speaking something else; each on a loopback port of its own."""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def server(pieces: Callable[[], Iterable[bytes]], *, apart_s: float = 0.0) -> Iterator[int]:
    """A port that answers whatever comes with these pieces, so many seconds apart, and then says nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []

        def serve(line: socket.socket) -> None:
            with suppress(OSError):
                line.recv(1000)
                for piece in pieces():
                    line.sendall(piece)
                    time.sleep(apart_s)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    held.append(line)
                    threading.Thread(target=serve, args=(line,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            for line in held:
                line.close()


def endless(first: bytes, piece: bytes = b"a" * 65_536) -> Callable[[], Iterable[bytes]]:
    """`first`, and then this piece for ever."""
    return lambda: itertools.chain([first], itertools.repeat(piece))


def said(*pieces: bytes) -> Callable[[], Iterable[bytes]]:
    """These pieces once."""
    return lambda: pieces
