"""A real Prometheus on a loopback port, scraping what a test names once a second, and small pages to scrape."""

import json
import math
import shutil
import struct
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import yaml

from scaffold.demo.postgres import free_port
from tests.needs import need

TEXT = "text/plain; version=0.0.4"
PROTOBUF = (
    "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
)


@contextmanager
def page(body: Callable[[], bytes], kind: str = TEXT) -> Iterator[str]:
    """A metrics page on a loopback port; `host:port`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = body()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def prometheus(
    folder: Path, jobs: Mapping[str, list[str]], *options: str, seen: str = "sum(up)"
) -> Iterator[str]:
    """A server that scrapes these jobs' targets once a second; its address. It returns when each was scraped.

    Args:
        seen: a query whose answer is the number of targets once the server is ready.
    """
    program = shutil.which("prometheus")
    need(program, "prometheus (apt-get install prometheus)")
    config = folder / "prometheus.yml"
    config.write_text(yaml.safe_dump({
        "global": {"scrape_interval": "1s"},
        "scrape_configs": [
            {"job_name": job, "static_configs": [{"targets": targets}]} for job, targets in jobs.items()
        ],
    }))  # fmt: skip
    port = free_port()
    process = subprocess.Popen(
        [str(program), f"--config.file={config}", f"--storage.tsdb.path={folder / 'data'}",
         f"--web.listen-address=127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL, stderr=(folder / "prometheus.log").open("wb"),
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wanted = sum(map(len, jobs.values()))
        until(lambda: asked(url, seen) == wanted, folder / "prometheus.log")
        yield url
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def recorded(folder: Path, lines: Iterable[str]) -> Iterator[str]:
    """A server that scrapes nothing and remembers these lines of OpenMetrics with their times; its address."""
    program = shutil.which("promtool")
    need(program, "promtool (apt-get install prometheus)")
    history = folder / "history.txt"
    history.write_text("".join(f"{one}\n" for one in (*lines, "# EOF")))
    made = subprocess.run(
        [str(program), "tsdb", "create-blocks-from", "openmetrics", history, folder / "data"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-2000:]
    with prometheus(folder, {}, "--storage.tsdb.retention.time=90d", seen="vector(0)") as url:
        yield url


@contextmanager
def exporter(program: str, *arguments: str, **environment: str) -> Iterator[str]:
    """A Debian package's exporter on a loopback port; `host:port`."""
    found = shutil.which(program)
    need(found, f"{program} (apt-get install {program})")
    address = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [str(found), f"--web.listen-address={address}", *arguments],
        env={"PATH": "/usr/bin:/bin", **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield address
    finally:
        process.terminate()
        process.wait(20)


def asked(url: str, query: str) -> float | None:
    """The one number that a query gives, straight from the server."""
    address = f"{url}/api/v1/query?query={quote(query)}"
    with (
        suppress(OSError, ValueError, IndexError),
        urllib.request.urlopen(address, timeout=5) as answer,
    ):
        return float(json.load(answer)["data"]["result"][0]["value"][1])
    return None


def until(done: Callable[[], bool], log: Path, seconds: float = 60.0) -> None:
    """Wait for it; the log's end when it does not come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return
        time.sleep(0.2)
    raise AssertionError(log.read_text(errors="replace")[-2000:] if log.exists() else "too late")


def native_histogram(name: str, values: list[float], labels: Mapping[str, str]) -> bytes:
    """A native histogram (schema 0: bounds are powers of two) as the delimited protobuf that Prometheus asks for.

    https://github.com/prometheus/client_model (io.prometheus.client.Histogram, fields 1, 2, 5, 6, 7, 12 and 13)
    """
    counts: dict[int, int] = {}
    for value in values:
        index = math.ceil(math.log2(value))
        counts[index] = counts.get(index, 0) + 1
    spans, deltas, before, last = b"", b"", 0, None
    for index, count in sorted(counts.items()):
        offset = index if last is None else index - last - 1
        spans += _message(12, _integer(1, _zigzag(offset)) + _integer(2, 1))
        deltas += _varint(_zigzag(count - before))
        before, last = count, index
    body = (
        _integer(1, len(values)) + _double(2, sum(values)) + _integer(5, _zigzag(0)) + _double(6, 1e-9)
        + _integer(7, 0) + spans + _message(13, deltas)
    )  # fmt: skip
    pairs = b"".join(_message(1, _text(1, key) + _text(2, value)) for key, value in labels.items())
    family = _text(1, name) + _integer(3, 4) + _message(4, pairs + _message(7, body))
    return _varint(len(family)) + family


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def _integer(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _double(field: int, number: float) -> bytes:
    return _varint(field << 3 | 1) + struct.pack("<d", number)


def _message(field: int, body: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(body)) + body


def _text(field: int, text: str) -> bytes:
    return _message(field, text.encode())
