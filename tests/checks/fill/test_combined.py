"""What one request costs, from two looks together."""

from dataclasses import replace

import psycopg
import pytest

from checks.core import Confidence, Fact, Looks
from checks.fill.combined import facts
from checks.probes import host as host_probe
from checks.probes import postgres as postgres_probe
from checks.probes.host import Group, Host
from checks.probes.metrics import Metrics, Route
from checks.probes.postgres import Counters, Opening, Postgres
from checks.probes.told import Told
from scaffold.demo.postgres import Postgres as Server
from tests.checks.postgres.small import postgres, statement, statements

METRICS = Metrics(
    url="http://app/metrics", at=1.0, histogram="http_request_duration_seconds", window_s=10.0,
    routes=(Route(method="GET", route="/a", count=1990, seconds=90.0, errors=10),),
)  # fmt: skip
HOST = Host(
    at=1.0, cores=2, memory_bytes=1, available_bytes=1, busy_seconds=12.0, total_seconds=20.0,
    window_s=10.0,
    groups={"application": Group(seconds=6.0, roots_seconds=6.0, processes=1),
            "database": Group(seconds=4.0, roots_seconds=1.0, processes=9)},
)  # fmt: skip
COUNTERS = Counters(
    commits=9, rollbacks=0, blocks_hit=0, blocks_read=0, temp_files=0, temp_bytes=0, deadlocks=0,
    backends=2, sessions=2003,
)  # fmt: skip
LOOP = statement("select name from users where id = $1", calls=10_000, mean_ms=0.1)
LIST = statement("select * from posts where author_id = $1", calls=2000, mean_ms=1.0)


def look(**changes: object) -> Postgres:
    given = {
        "window_s": 10.0, "counters": COUNTERS,
        "statements": statements(LOOP, LIST, window_s=10.0),
        "opening": Opening(samples=3, wall_ms=30.0, server_cpu_ms=1.0, client_cpu_ms=0.5),
    }  # fmt: skip
    return postgres(**{**given, **changes})


def filled(*snapshots: object) -> dict[str, Fact]:
    return {one.name: one for one in facts(Looks().with_(*snapshots))}


def test_what_one_request_costs() -> None:
    found = filled(METRICS, HOST, look())
    assert found["database_ms_per_request"].value == 1.5
    assert found["database_calls_per_request"].value == 6
    assert found["repeated_calls_per_request"].value == 5
    assert found["processor_ms_per_request"].value == 5
    assert found["sessions_per_request"].value == 1, "the look's own three sessions are not counted"
    assert found["app_cpu"].value == 0.6


def test_sessions_cost_their_processor_time_not_their_time_on_the_clock() -> None:
    fact = filled(METRICS, HOST, look())["session_cost_share"]
    assert fact.value == pytest.approx((1.0 + 0.5 + 0.5) / 5.0)
    assert fact.where.startswith("at least") and fact.confidence is Confidence.MEDIUM
    slow = Opening(samples=3, wall_ms=900.0, server_cpu_ms=1.0, client_cpu_ms=0.5)
    assert filled(METRICS, HOST, look(opening=slow))["session_cost_share"].value == fact.value


def test_a_server_elsewhere_has_no_known_cost_of_sessions() -> None:
    far = Opening(samples=3, wall_ms=30.0, server_cpu_ms=None, client_cpu_ms=0.5)
    found = filled(METRICS, HOST, look(opening=far))
    assert "session_cost_share" not in found and "sessions_per_request" in found


def test_without_the_processors_there_is_no_share() -> None:
    found = filled(METRICS, look())
    assert not {"session_cost_share", "processor_ms_per_request"} & set(found)


def test_the_metrics_page_lends_the_application_s_processor_time() -> None:
    alone = replace(HOST, groups={"database": HOST.groups["database"]})
    page = replace(METRICS, cpu_seconds=6.0)
    found = filled(page, alone, look())
    assert found["processor_ms_per_request"].value == 5
    assert found["app_cpu"].value == 0.6


def test_windows_that_differ_are_unsure() -> None:
    assert filled(METRICS, look())["database_ms_per_request"].confidence is Confidence.MEDIUM
    longer = look(statements=statements(LOOP, LIST, window_s=600.0))
    assert filled(METRICS, longer)["database_ms_per_request"].confidence is Confidence.LOW


def test_a_full_machine_is_named_as_the_reason_for_long_times() -> None:
    full = replace(HOST, busy_seconds=19.0)
    assert "full processor" in filled(METRICS, full, look())["database_ms_per_request"].where
    assert "full processor" not in filled(METRICS, HOST, look())["database_ms_per_request"].where


def test_a_told_rate_serves_and_is_unsure() -> None:
    found = filled(Told(answers={"requests_per_second": 200}), look())
    assert found["sessions_per_request"].value == 1
    assert found["sessions_per_request"].confidence is Confidence.LOW


def test_no_requests_no_cost() -> None:
    assert filled(replace(METRICS, routes=()), look()) == {}
    assert filled(Told(answers={"requests_per_second": 0}), look()) == {}
    assert filled(look()) == {}


def test_running_totals_are_not_divided_by_a_window() -> None:
    found = filled(METRICS, look(window_s=None))
    assert "sessions_per_request" not in found


def test_on_a_real_server_the_cost_of_sessions_is_found(
    postgres_server: Server, database: str
) -> None:
    groups = {"database": [postgres_server.pid], "application": [1]}
    before, machine = postgres_probe.look(database), host_probe.look(groups)
    for _ in range(40):
        with psycopg.connect(database) as one:
            one.execute("select 1")
    after = postgres_probe.between(before, postgres_probe.look(database))
    window = host_probe.between(machine, host_probe.look(groups))
    assert after.window_s
    page = replace(
        METRICS, window_s=after.window_s,
        routes=(Route(method="GET", route="/a", count=40, seconds=1.0),),
    )  # fmt: skip
    database_alone = replace(
        window, groups={**window.groups, "application": Group(seconds=0.0, roots_seconds=0.0, processes=1)}
    )  # fmt: skip
    found = filled(page, database_alone, after)
    assert found["sessions_per_request"].value == 1
    assert 0.3 < float(found["session_cost_share"].value) <= 1, "hardly anything else was done"
