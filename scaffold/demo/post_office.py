"""A mail server that takes every letter and thinks 150 ms about it: the demo's only sleep.

A relay that accepts a message writes it to disk, scans it and talks to others first; FastAPI's own guide
reckons with seconds (https://fastapi.tiangolo.com/tutorial/background-tasks). Speaks what `smtplib` needs of RFC 5321.
"""

import socketserver
import threading
import time
from types import TracebackType

DELAY_SECONDS = 0.150


class PostOffice:
    """Listens on a free loopback port while it is entered; `port` is then known."""

    def __init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Clerk)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> "PostOffice":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def letters(self) -> int:
        """How many were taken so far."""
        return self._server.letters


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    letters = 0

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class _Clerk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say("220 demo")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"QUIT":
                return self._say("221 bye")
            self._letter() if word == b"DATA" else self._say("250 ok")

    def _letter(self) -> None:
        self._say("354 go on")
        while self.rfile.readline() not in (b".\r\n", b""):
            pass
        time.sleep(DELAY_SECONDS)
        self.server.letters += 1
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")
