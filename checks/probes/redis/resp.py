"""Speaks Redis' protocol (RESP2) on one line, with one end of time and one number of bytes for all of it.

The `redis` package would do, but for its clocks: they begin anew with every piece, and it keeps whatever size the
server announces, so a server that drips or sends two gigabytes would hold the look or fill the memory. The
protocol: https://redis.io/docs/latest/develop/reference/protocol-spec/
"""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from checks.probes.dial import PIECE, left

DEEPEST = 8
"""Lists in lists; what we ask for has three."""
WORDS = 20


class NotRedis(Exception):
    """What came is no answer of Redis, or more than the look takes."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error that the server answered: "NOPERM this user has no permissions to run the 'config' command"."""

    text: str

    @property
    def kind(self) -> str:
        """Its first word: NOAUTH, NOPERM, WRONGPASS, ERR, ..."""
        return self.text.partition(" ")[0]


Value: TypeAlias = Union[str, int, list["Value"], Refusal, None]  # noqa: UP007 (it names itself)


@dataclass(slots=True, kw_only=True)
class Line:
    """A connection on which commands are asked."""

    socket: socket.socket
    until: float
    bytes_left: int
    sent: int = 0
    """Commands so far."""
    _buffer: bytearray = field(default_factory=bytearray)

    def ask(self, *command: str | int) -> Value:
        """One command's answer.

        Raises:
            OSError: the line broke or time ran out. NotRedis: what came is no answer.
        """
        return self.ask_all([command])[0]

    def ask_all(self, commands: Sequence[Sequence[str | int]]) -> list[Value]:
        """The answers to several commands that are sent together."""
        self.socket.settimeout(left(self.until))
        self.socket.sendall(b"".join(map(_packed, commands)))
        self.sent += len(commands)
        return [self._value(DEEPEST) for _ in commands]

    def close(self) -> None:
        """Close the connection."""
        self.socket.close()

    def _value(self, depth: int) -> Value:
        line = self._until_newline()
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return rest.decode(errors="replace")
        if kind == b"-":
            return Refusal(rest.decode(errors="replace"))
        if kind == b":":
            return _number(rest)
        if kind == b"$":
            size = _number(rest)
            return None if size < 0 else self._exactly(size).decode(errors="replace")
        if kind == b"*" and depth:
            size = _number(rest)
            self._afford(size)
            return None if size < 0 else [self._value(depth - 1) for _ in range(size)]
        raise NotRedis("what answers there is not Redis")

    def _exactly(self, size: int) -> bytes:
        self._afford(size)
        while len(self._buffer) < size + 2:
            self._more()
        found = bytes(self._buffer[:size])
        del self._buffer[: size + 2]
        return found

    def _until_newline(self) -> bytes:
        begun = 0
        while (end := self._buffer.find(b"\r\n", begun)) < 0:
            begun = max(0, len(self._buffer) - 1)
            if begun > PIECE:
                raise NotRedis("what answers there is not Redis")
            self._more()
        found = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        return found

    def _more(self) -> None:
        self.socket.settimeout(left(self.until))
        piece = self.socket.recv(PIECE)
        if not piece:
            raise ConnectionError("closed by the server")
        self.bytes_left -= len(piece)
        self._afford(0)
        self._buffer += piece

    def _afford(self, size: int) -> None:
        if size > max(0, self.bytes_left) + len(self._buffer) or self.bytes_left < 0:
            raise NotRedis("it sends more than a look takes")


def _packed(command: Sequence[str | int]) -> bytes:
    words = [str(one).encode() for one in command]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(one), one) for one in words)


def _number(text: bytes) -> int:
    if not text.lstrip(b"-").isdigit() or len(text) > WORDS:
        raise NotRedis("what answers there is not Redis")
    return int(text)
