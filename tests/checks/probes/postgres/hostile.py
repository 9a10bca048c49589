"""Something that speaks as much PostgreSQL as it takes to get a client to listen, and then misbehaves."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator

Misbehave = Callable[[socket.socket], None]


def message(kind: bytes, body: bytes) -> bytes:
    """One message of the protocol."""
    return kind + struct.pack("!I", len(body) + 4) + body


GREETING = (
    message(b"R", struct.pack("!I", 0))
    + message(b"S", b"server_version\x0018.0\x00")
    + message(b"S", b"client_encoding\x00UTF8\x00")
    + message(b"K", struct.pack("!II", 1, 1))
    + message(b"Z", b"I")
)
COLUMN = message(b"T", struct.pack("!H", 1) + b"a\x00" + struct.pack("!IHIhIH", 0, 0, 25, -1, 0, 0))


class Hostile:
    """A server that lets everybody in, answers `begin` and the like, and misbehaves from the first real query on."""

    def __init__(self, misbehave: Misbehave) -> None:
        self.sent = 0
        self.reached = threading.Event()
        """The first real query has come."""
        self.ended_by_peer = threading.Event()
        """The client closed its line after that."""
        self._misbehave = misbehave
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"postgresql://app:x@127.0.0.1:{self._server.getsockname()[1]}/shop"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            for text in _heard(client):
                if "pg_postmaster_start_time" in text:
                    threading.Thread(target=self._await_end, args=(client,), daemon=True).start()
                    self.reached.set()
                    self._misbehave(_Counting(client, self))  # type: ignore[arg-type]
                count = text.count(";") + 1
                done = message(b"C", b"SET\x00") * count
                client.sendall(done + message(b"Z", b"T"))

    def _await_end(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            client.recv(65536)
        self.ended_by_peer.set()


class _Counting:
    """A socket that counts what was sent over it."""

    def __init__(self, line: socket.socket, owner: Hostile) -> None:
        self._line, self._owner = line, owner

    def sendall(self, data: bytes) -> None:
        self._line.sendall(data)
        self._owner.sent += len(data)


def _heard(client: socket.socket) -> Iterator[str]:
    """The queries that come in, once the greeting is over."""
    while True:
        (length,) = struct.unpack("!I", _exactly(client, 4))
        (code,) = struct.unpack("!I", _exactly(client, 4))
        _exactly(client, length - 8)
        if code in (80877103, 80877104):  # asks for TLS or GSS: no
            client.sendall(b"N")
            continue
        break
    client.sendall(GREETING)
    while True:
        kind = _exactly(client, 1)
        (length,) = struct.unpack("!I", _exactly(client, 4))
        body = _exactly(client, length - 4)
        if kind == b"X":
            return
        if kind == b"Q":
            yield body.decode(errors="replace")


def _exactly(client: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        piece = client.recv(size - len(found))
        if not piece:
            raise ConnectionResetError
        found += piece
    return found
