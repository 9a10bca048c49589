"""The sample of an HTTP address: bounded, never led to another host, and failures counted."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from checks.core import Problem
from checks.probes.http import LONGEST_BODY, look, together
from scaffold.demo.postgres import free_port
from tests.checks.probes import hostile

Answer = Callable[[BaseHTTPRequestHandler, int], None]


@contextmanager
def site(
    answer: Answer, certificate: tuple[Path, Path] | None = None
) -> Iterator[tuple[str, list[str]]]:
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
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}/page?a=1", asked
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


def test_what_a_visitor_is_told() -> None:
    def told(handler: BaseHTTPRequestHandler, _: int) -> None:
        gzip = "gzip" in handler.headers["Accept-Encoding"]
        body = b"x" * (100 if gzip else 5000)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        if gzip:
            handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Set-Cookie", "sid=s3cr3t; HttpOnly")
        handler.send_header("Set-Cookie", "theme=dark")
        handler.send_header("ETag", '"1"')
        handler.send_header("RateLimit", "limit=100, remaining=9")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with site(told) as (url, _):
        seen = look(url, requests=6)
    (page,) = seen.pages
    assert (page.plain_bytes, page.sent_bytes, page.headers["content-encoding"]) == (
        5000,
        100,
        "gzip",
    )
    assert page.cookies == ("sid", "theme") and "s3cr3t" not in repr(seen)
    assert page.validated and page.limits == {"ratelimit": "limit=100, remaining=9"}
    assert page.same is True and page.kept == 5 and page.tls == "" and not page.cut


def test_answers_that_differ() -> None:
    def other(handler: BaseHTTPRequestHandler, n: int) -> None:
        body = b"%09d" % n
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with site(other) as (url, _):
        assert look(url, requests=5).pages[0].same is False
        assert look(url, requests=2).pages[0].same is None


def test_a_server_that_closes_each_connection() -> None:
    with site(lambda handler, _: reply(handler, 200, Connection="close")) as (url, _):
        assert look(url, requests=5).pages[0].kept == 0


def test_a_server_that_asks_to_be_left_alone_is_left_alone() -> None:
    def limited(handler: BaseHTTPRequestHandler, n: int) -> None:
        reply(handler, 200 if n < 4 else 429, **{"Retry-After": "7"})

    with site(limited) as (url, asked):
        (page,) = look(url, requests=30).pages
    assert len(asked) == 4 and dict(page.statuses) == {"200": 3, "429": 1}
    assert page.limits == {"retry-after": "7"}


def test_two_gigabytes_are_cut_off() -> None:
    begun = time.monotonic()
    with hostile.server(
        hostile.endless(b"HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n")
    ) as port:
        (page,) = look(f"http://127.0.0.1:{port}/", requests=3, seconds=3.0).pages
    assert page.cut and page.plain_bytes == LONGEST_BODY
    assert time.monotonic() - begun < 6


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\nX-Y: ", b""])
def test_headers_that_drip_for_ever_end_in_time(first: bytes) -> None:
    begun = time.monotonic()
    pieces, says = hostile.endless(first, b"a"), "did not answer within"
    with hostile.server(pieces, apart_s=0.05) as port, pytest.raises(Problem, match=says):
        look(f"http://127.0.0.1:{port}/", seconds=1.0)
    assert time.monotonic() - begun < 3


def test_an_untrusted_certificate_and_a_trusted_one(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with site(lambda handler, _: reply(handler, 200), certificate) as (url, _):
        with pytest.raises(Problem, match="certificate is not trusted") as caught:
            look(url, requests=2)
        assert "SSL_CERT_FILE" in caught.value.remedy
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        (page,) = look(url, requests=3).pages
    assert page.tls.startswith("TLSv1.") and page.kept == 2
    assert page.certificate_days is not None and 1 < page.certificate_days < 2.1


def test_several_pages_are_one_sample_that_hides_none() -> None:
    def slow(handler: BaseHTTPRequestHandler, _: int) -> None:
        time.sleep(0.05)
        reply(handler, 500)

    with site(lambda h, _: reply(h, 200)) as (fast, _), site(slow) as (broken, _):
        seen = together([look(fast, requests=5), look(broken, requests=5)])
    assert (seen.requests, seen.answered, dict(seen.errors)) == (10, 5, {"500": 5})
    assert [one.url for one in seen.pages] == [fast, broken]
    with pytest.raises(Problem, match="no page"):
        together([])
