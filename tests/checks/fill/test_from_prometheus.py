"""What Prometheus recorded: the query is the source, no answer fills nothing, how sure it is depends on the window."""

import pytest

from checks.core import Confidence, Looks
from checks.fill import conflicts, fill
from checks.probes.http import Http
from checks.probes.told import Told
from tests.checks.prometheus.small import prometheus

SEEN = {
    "p95_ms": 480.0,
    "requests_per_second": 31.5,
    "peak_requests_per_second": 88.0,
    "database_cores": 8.0,
}


def test_each_reading_with_its_query_and_window() -> None:
    vitals = fill(Looks().with_(prometheus(SEEN)))
    assert vitals.p95_ms is not None and vitals.p95_ms.value == 480
    assert (vitals.p95_ms.where, vitals.p95_ms.window) == ("query of p95_ms", "last 7 d")
    assert (vitals.number("requests_per_second"), vitals.number("peak_requests_per_second")) == (
        31.5,
        88,
    )
    assert vitals.database_cores is not None and vitals.database_cores.value == 8
    assert vitals.number("routes_measured") == 1


def test_what_gave_no_answer_fills_nothing() -> None:
    vitals = fill(Looks().with_(prometheus(missing={"p95_ms": "the query gives no answer"})))
    assert [one.name for one in vitals.known()] == ["routes_measured"]
    assert list(fill(Looks().with_(prometheus(histogram=""))).known()) == []


@pytest.mark.parametrize(
    ("window_s", "jobs", "sure"),
    [
        (604_800.0, ("web",), Confidence.HIGH),
        (604_800.0, ("admin", "web"), Confidence.MEDIUM),
        (7200.0, ("web",), Confidence.MEDIUM),
        (60.0, ("web",), Confidence.LOW),
    ],
)
def test_how_sure_it_is(window_s: float, jobs: tuple[str, ...], sure: Confidence) -> None:
    fact = fill(Looks().with_(prometheus(SEEN, window_s=window_s, jobs=jobs))).p95_ms
    assert fact is not None and fact.confidence is sure


def test_all_users_requests_beat_a_sample_and_contradict_a_told_figure() -> None:
    sample = Http(url="http://app/", requests=30, answered=30, seconds=1.0, p50_ms=5.0, p95_ms=9.0)
    looks = Looks().with_(prometheus(SEEN), sample, Told(answers={"requests_per_second": 500}))
    assert fill(looks).number("p95_ms") == 480
    (conflict,) = conflicts(looks)
    assert (conflict.used.value, conflict.ignored.value) == (31.5, 500)
