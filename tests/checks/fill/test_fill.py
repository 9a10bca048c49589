"""Measured beats told, what is nearest to the users' requests beats a sample, and nothing is made up."""

from checks.core import Confidence, Fact, Looks
from checks.fill import conflicts, fill
from checks.probes.host import Group, Host
from checks.probes.http import Http
from checks.probes.metrics import Metrics, Route
from checks.probes.told import Told
from checks.vitals import Vitals
from tests.checks.postgres.small import activity, postgres

HTTP = Http(url="http://app/", requests=30, answered=30, seconds=1.0, p50_ms=5.0, p95_ms=9.0)
BUCKETS = ((0.1, 900.0), (1.0, 1000.0), (float("inf"), 1000.0))
METRICS = Metrics(
    url="http://app/metrics", at=1.0, histogram="http_request_duration_seconds", window_s=10.0,
    routes=(Route(method="GET", route="/a", count=1000, seconds=90.0, buckets=BUCKETS),),
)  # fmt: skip


def test_nothing_looked_at_fills_nothing() -> None:
    assert list(fill(Looks()).known()) == []


def test_measured_beats_told_and_the_conflict_is_shown() -> None:
    looks = Looks().with_(METRICS, Told(answers={"requests_per_second": 500, "teams": 3}))
    vitals = fill(looks)
    assert vitals.number("requests_per_second") == 100
    assert vitals.number("teams") == 3
    (conflict,) = conflicts(looks)
    assert (conflict.used.value, conflict.ignored.value) == (100.0, 500)


def test_told_and_measured_that_agree_are_no_conflict() -> None:
    assert conflicts(Looks().with_(METRICS, Told(answers={"requests_per_second": 110}))) == ()
    assert conflicts(Looks().with_(Told(answers={"owner": True}))) == ()


def test_all_users_requests_beat_a_sample() -> None:
    vitals = fill(Looks().with_(HTTP, METRICS))
    assert vitals.p95_ms is not None and vitals.p95_ms.where == "http_request_duration_seconds"
    alone = fill(Looks().with_(HTTP))
    assert alone.p95_ms is not None and alone.p95_ms.where == "GET http://app/"
    assert alone.p95_ms.confidence is Confidence.MEDIUM


def test_a_small_sample_is_unsure() -> None:
    few = Http(url="http://app/", requests=5, answered=3, seconds=1.0, p50_ms=5.0, p95_ms=9.0)
    fact = fill(Looks().with_(few)).p95_ms
    assert fact is not None and fact.confidence is Confidence.LOW


def test_saved_vitals_stand_where_nothing_newer_was_measured() -> None:
    saved = Vitals().with_facts(
        Fact(name="p95_ms", value=70.0, unit="ms", where="dashboard"),
        Fact(name="restore_hours", value=2.0, unit="h", where="told in notes.yml"),
    )
    assert fill(Looks().with_(saved)).number("p95_ms") == 70
    assert fill(Looks().with_(saved, HTTP)).number("p95_ms") == 9
    now_told = Told(answers={"restore_hours": 5, "p95_ms": 1})
    vitals = fill(Looks().with_(saved, now_told))
    assert vitals.number("restore_hours") == 5, "told now beats told earlier"
    assert vitals.number("p95_ms") == 70, "measured earlier beats told now"


def test_filling_again_changes_nothing() -> None:
    looks = Looks().with_(METRICS, HTTP, postgres(activity=activity()), Told(answers={"teams": 2}))
    once = looks.with_(fill(looks))
    assert fill(once) == fill(looks)


def test_every_fact_says_where_it_is_from() -> None:
    looks = Looks().with_(METRICS, HTTP, postgres(activity=activity()), Told(answers={"teams": 2}))
    for fact in fill(looks).known():
        assert fact.where, fact
        assert fact.unit, fact


def host(application: float = 8.0, database: float = 4.0, *, processes: int = 1) -> Host:
    """Ten seconds on two cores, with so many processor seconds in each group."""
    return Host(
        at=1.0, cores=2, memory_bytes=8 * 2**30, available_bytes=2**30,
        busy_seconds=application + database + 1, total_seconds=20.0, window_s=10.0,
        groups={"application": Group(seconds=application, roots_seconds=0.0, processes=processes),
                "database": Group(seconds=database, roots_seconds=0.1, processes=9)},
    )  # fmt: skip


def test_processors_are_judged_by_what_each_can_use() -> None:
    vitals = fill(Looks().with_(host()))
    assert vitals.number("app_cpu") == 0.8, "one process, one core"
    assert vitals.number("database_cpu") == 0.2
    assert vitals.number("host_cpu") == 0.65
    assert vitals.co_located is not None and vitals.co_located.value is True
    assert vitals.number("database_cores") == 2
    assert fill(Looks().with_(host(processes=4))).number("app_cpu") == 0.4


def test_a_look_without_a_window_knows_no_share() -> None:
    now = Host(
        at=1.0, cores=2, memory_bytes=1, available_bytes=1, busy_seconds=9.0, total_seconds=20.0
    )
    assert list(fill(Looks().with_(now)).known()) == []


def test_sessions_are_budgeted_against_the_servers_own_limit() -> None:
    told = Told(answers={"instances": 4, "processes_per_instance": 2, "pool_per_process": 10})
    share = fill(Looks().with_(postgres(), told)).number("connection_demand_share")
    assert share == (80 * 1.25 + 5) / 80, (
        "a surge of a quarter, five for people, four fifths usable"
    )
    assert fill(Looks().with_(told)).connection_demand_share is None
    pooled = Told(answers={**told.answers, "pooler": "pgbouncer"})
    assert fill(Looks().with_(postgres(), pooled)).connection_demand_share is None
