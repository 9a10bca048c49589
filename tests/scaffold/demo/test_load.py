"""The load client against a small server of our own: only expected answers count, the rest is shown."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scaffold.demo import load
from scaffold.demo.load import Orders, percentile, run
from scaffold.demo.postgres import free_port

ROWS = {"users": 100, "posts": 100}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        failing = self.path.endswith("/stats")
        self.answer(500 if failing else 200)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200 if self.path == "/users" else 201)  # 201 is what a sign-up must give

    def answer(self, status: int) -> None:
        time.sleep(0.01)
        self.send_response(status)
        body = json.dumps({"ok": True}).encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


def orders(port: int, **more: float) -> Orders:
    plain = {"seconds": 1.0, "users": 4, "seed": 1}
    return Orders(port=port, phase="p1", rows=ROWS, **{**plain, **more})  # type: ignore[arg-type]


def test_closed_loop_counts_only_what_was_expected(port: int) -> None:
    seen = run(orders(port))
    assert set(seen.routes) == {"list", "post", "comment"}
    assert set(seen.failures) >= {"500"}
    assert seen.failures.get("200", 0) >= 0
    assert 10 < seen.p50_ms < 200
    assert seen.rps == pytest.approx(seen.answered / seen.seconds)
    assert seen.errors == sum(seen.failures.values()) > 0


def test_open_loop_sends_at_its_rate(port: int) -> None:
    seen = run(orders(port, rate=40.0))
    assert seen.answered + seen.errors == 40
    assert 0.9 < seen.seconds < 1.6


def test_a_refusal_is_no_throughput() -> None:
    seen = run(orders(free_port(), seconds=0.3))
    assert seen.answered == 0
    assert set(seen.failures) == {"refused"}
    assert seen.rps == 0


def test_a_time_out_is_an_error(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setattr(load, "TIMEOUT_SECONDS", 0.002)
    seen = run(orders(port, seconds=0.3))
    assert seen.answered == 0
    assert set(seen.failures) == {"timeout"}


def test_the_callbacks_see_a_living_client(port: int) -> None:
    pids: list[int] = []
    run(orders(port, seconds=0.1), before=pids.append, after=pids.append)
    assert len(pids) == 2 and pids[0] == pids[1]


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 5.0), (0.95, 10.0), (0.9, 9.0), (0.01, 1.0), (1.0, 10.0)]
)
def test_percentile_is_the_nearest_rank(share: float, value: float) -> None:
    assert percentile([float(one) for one in range(10, 0, -1)], share) == value


def test_percentile_of_nothing() -> None:
    assert percentile([], 0.95) == 0.0
