"""The sample of an HTTP address: bounded, never led to another host, and failures counted."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from checks.core import Problem
from checks.probes.http import look
from scaffold.demo.postgres import free_port

Answer = Callable[[BaseHTTPRequestHandler, int], None]


@contextmanager
def site(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """An HTTP server whose n-th request is answered by `answer`; its address and the paths asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            answer(self, len(asked))

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/page?a=1", asked
    finally:
        server.shutdown()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"ok")


def test_takes_times_of_as_many_requests_as_asked() -> None:
    def slow(handler: BaseHTTPRequestHandler, _: int) -> None:
        time.sleep(0.02)
        reply(handler, 200)

    with site(slow) as (url, asked):
        seen = look(url, requests=10)
    assert len(asked) == 10 and set(asked) == {"/page?a=1"}
    assert (seen.requests, seen.answered, dict(seen.statuses)) == (10, 10, {"200": 10})
    assert seen.p50_ms is not None and seen.p95_ms is not None
    assert 20 <= seen.p50_ms <= seen.p95_ms < 2000
    assert seen.error_share == 0


def test_failures_are_counted_and_lend_no_times() -> None:
    with site(lambda handler, n: reply(handler, 500 if n % 2 else 404)) as (url, _):
        seen = look(url, requests=10)
    assert dict(seen.errors) == {"500": 5} and seen.error_share == 0.5
    assert seen.answered == 5


def test_only_failures_have_no_percentiles() -> None:
    with site(lambda handler, _: reply(handler, 503)) as (url, _):
        seen = look(url, requests=4)
    assert seen.p50_ms is None and seen.error_share == 1


def test_is_not_led_to_another_host() -> None:
    with (
        site(lambda handler, _: reply(handler, 200)) as (target, visited),
        site(lambda handler, _: reply(handler, 302, Location=target)) as (url, _),
    ):
        seen = look(url, requests=3)
    assert visited == [] and seen.redirects_to == target
    assert dict(seen.statuses) == {"302": 3}


def test_the_time_is_kept() -> None:
    def slow(handler: BaseHTTPRequestHandler, _: int) -> None:
        time.sleep(0.3)
        reply(handler, 200)

    begun = time.monotonic()
    with site(slow) as (url, _):
        seen = look(url, requests=100, seconds=1.0)
    assert time.monotonic() - begun < 2.5 and 1 <= seen.requests <= 4


def test_a_body_that_drips_for_ever_ends_in_time() -> None:
    def drip(handler: BaseHTTPRequestHandler, _: int) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    begun = time.monotonic()
    with site(drip) as (url, _), pytest.raises(Problem, match="did not answer within"):
        look(url, requests=3, seconds=1.0)
    assert time.monotonic() - begun < 3


def test_a_server_that_accepts_and_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://me:s3cr3t@127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(Problem) as caught:
            look(url, seconds=0.5)
    assert "did not answer" in caught.value.message and "s3cr3t" not in caught.value.message


def test_a_port_where_nothing_listens() -> None:
    with pytest.raises(Problem, match="cannot be reached: refused"):
        look(f"http://127.0.0.1:{free_port()}/", requests=2)


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://host/", "http://", "http://[::1/"])
def test_what_is_no_http_address(url: str) -> None:
    with pytest.raises(Problem, match="not an http address"):
        look(url)
