"""Servers that are no Prometheus, hang, never end, lead away or answer nonsense."""

import time
from typing import Any

import pytest

from checks.core import Problem
from checks.probes.prometheus import look
from scaffold.demo.postgres import free_port
from tests.checks.probes import hostile
from tests.checks.probes.prometheus.servers import page


def reply(status: str, body: bytes = b"", head: bytes = b"") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n%s" % (
        status.encode(),
        len(body),
        head,
        body,
    )


@pytest.mark.parametrize(
    ("pieces", "apart_s", "says"),
    [
        (hostile.said(), 0.0, "gave no answer: time-out"),
        (hostile.endless(b"HTTP/1.1 200 OK\r\nX-Y: ", b"a"), 0.05, "gave no answer: time-out"),
        (hostile.endless(b"HTTP/1.1 200 OK\r\n\r\n", b"a"), 0.05, "gave no answer: time-out"),
        (hostile.endless(b"HTTP/1.1 200 OK\r\n\r\n"), 0.0, "is no Prometheus"),
        (hostile.said(b"-ERR unknown\r\n\r\n"), 0.0, "not HTTP"),
        (hostile.said(reply("200 OK", b"<html>")), 0.0, "is no Prometheus"),
        (hostile.said(reply("200 OK", b'{"status": "success"}')), 0.0, "is no Prometheus"),
        (hostile.said(reply("200 OK", b"[" * 100_000)), 0.0, "is no Prometheus"),
        (hostile.said(reply("404 Not Found")), 0.0, "has no query API"),
        (hostile.said(reply("401 Unauthorized")), 0.0, "asks for user and password"),
        (hostile.said(reply("302 Found", b"", b"Location: http://me:s3cr3t@sso/\r\n")), 0.0, r"leads to http://me:\*\*\*@sso"),
    ],
)  # fmt: skip
def test_what_answers_is_no_prometheus(pieces: Any, apart_s: float, says: str) -> None:
    begun = time.monotonic()
    with (
        hostile.server(pieces, apart_s=apart_s) as port,
        pytest.raises(Problem, match=says) as caught,
    ):
        look(f"http://me:s3cr3t@127.0.0.1:{port}", seconds=1.5)
    assert time.monotonic() - begun < 6
    assert "s3cr3t" not in caught.value.message + caught.value.remedy


def test_questions_that_are_refused_are_missing_and_the_rest_is_shown() -> None:
    names = b'{"status":"success","data":["http_request_duration_seconds_bucket","node_cpu_seconds_total","up"]}'
    wrong = b'{"status":"error","errorType":"execution","error":"query processing would load too many samples"}'
    first = iter([reply("200 OK", names)])

    def pieces() -> Any:
        return [next(first, reply("422 Unprocessable Entity", wrong) * 1)]

    with hostile.server(pieces) as port:
        seen = look(f"http://127.0.0.1:{port}", seconds=5.0)
    assert seen.readings == {} and seen.histogram == "http_request_duration_seconds"
    assert seen.missing, "each question that was refused says why"


@pytest.mark.parametrize(
    "values",
    [
        '[["x","1"],[1,"NaN"],[2],7,null,[3,"4"]]',
        '"no list"',
        "{}",
        '[[3,"4"],[1e999,"5"],[[],"6"]]',
    ],
)
def test_moments_that_are_nonsense_are_left_out(values: str) -> None:
    """Every range query is answered so; what is left is at most the one good pair."""
    names = b'{"status":"success","data":["http_request_duration_seconds_bucket","up"]}'
    pairs = f'{{"status":"success","data":{{"result":[{{"metric":{{}},"values":{values}}}]}}}}'
    answers = iter([names])
    with page(lambda: next(answers, pairs.encode())) as address:
        seen = look(f"http://{address}", seconds=5.0)
    assert seen.histogram and len(seen.moments) <= 1, "the first moment is never used"


def test_nothing_listens_and_no_address() -> None:
    with pytest.raises(Problem, match="gave no answer: refused"):
        look(f"http://127.0.0.1:{free_port()}")
    for url in ("", "localhost:9090", "ftp://h"):
        with pytest.raises(Problem, match="not an http address"):
            look(url)
