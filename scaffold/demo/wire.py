"""HTTP/1.1 over raw asyncio streams: one kept-alive connection that sends a request and reads the answer.

A client library would be the bottleneck (httpx fills a core at about 550 requests/s; this reaches
ten thousand), so this speaks just enough of RFC 9112: answers with Content-Length or in chunks.
"""

import asyncio

from scaffold.demo.traffic import Request


class Connection:
    """A connection to one address, opened on first use and again after it broke."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def send(self, request: Request) -> tuple[int, bytes]:
        """Status and body of the answer.

        Raises:
            OSError: refused, reset, or closed in mid-answer.
        """
        try:
            return await self._exchange(request)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Drop the connection; the next request opens a new one."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _exchange(self, request: Request) -> tuple[int, bytes]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        self._writer.write(_encode(request))
        try:
            head = await self._reader.readuntil(b"\r\n\r\n")
            status, headers = _parse(head)
            body = await _body(self._reader, headers)
        except asyncio.IncompleteReadError as error:
            raise ConnectionResetError("closed in mid-answer") from error
        if headers.get(b"connection", b"").lower() == b"close":
            self.close()
        return status, body


def _encode(request: Request) -> bytes:
    head = f"{request.method} {request.path} HTTP/1.1\r\nHost: demo\r\n"
    if request.body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(request.body)}\r\n"
    return head.encode() + b"\r\n" + request.body


def _parse(head: bytes) -> tuple[int, dict[bytes, bytes]]:
    first, *lines = head[:-4].split(b"\r\n")
    pairs = (line.split(b":", 1) for line in lines)
    return int(first.split(b" ", 2)[1]), {name.lower(): value.strip() for name, value in pairs}


async def _body(reader: asyncio.StreamReader, headers: dict[bytes, bytes]) -> bytes:
    if headers.get(b"transfer-encoding", b"").lower() != b"chunked":
        return await reader.readexactly(int(headers.get(b"content-length", b"0")))
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)
