"""Sessions through a whole window, on a real server: what a look at its ends alone would miss."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from checks.probes.postgres import Activity, look, sampled, watch
from checks.probes.postgres.sampling import together
from scaffold.demo.postgres import free_port
from tests.checks.postgres.small import activity
from tests.checks.probes import hostile


@contextmanager
def busy(url: str, statement: str) -> Iterator[None]:
    """One session that runs this statement."""
    with psycopg.connect(url) as one:
        thread = threading.Thread(target=one.execute, args=(statement.encode(),))
        thread.start()
        time.sleep(0.2)
        yield
        thread.join()


def test_a_session_at_work_in_the_middle_is_seen(database: str) -> None:
    first = look(database)
    with busy(database, "select pg_sleep(1.2)"):
        seen = watch(database, 0.8)
    assert seen is not None and seen.windowed and seen.samples >= 3
    assert seen.active >= 0.9 and seen.waits["Timeout"] >= 0.9
    whole = sampled(look(database), first.activity, seen)
    assert whole.activity is not None and 0.1 < whole.activity.active < seen.active
    assert whole.own_sessions == 4, "three that measure the opening, one that watches"


def test_it_takes_its_time_also_where_nothing_answers() -> None:
    begun = time.monotonic()
    assert watch(f"postgresql://u:p@127.0.0.1:{free_port()}/x", 0.4) is None
    assert time.monotonic() - begun >= 0.4
    with hostile.server(hostile.said(b"E"), apart_s=0.0) as port:
        assert watch(f"postgresql://u:p@127.0.0.1:{port}/x", 0.2) is None


def test_it_only_reads_and_says_once_what_it_sends(database: str) -> None:
    told: list[str] = []
    assert watch(database, 0.5, tell=told.append) is not None
    assert len(told) == 2 and "read_only = on" in told[0] and "pg_stat_activity" in told[1]


def test_samples_are_weighed() -> None:
    few = activity(samples=1, by_state={"active": 4.0}, waits={"Lock": 4.0}, blocked=4.0)
    many = activity(samples=3, by_state={"idle": 2.0}, waits={}, blocked=0.0, windowed=True)
    both = together(few, None, many)
    assert isinstance(both, Activity) and both.samples == 4 and both.windowed
    assert both.by_state == {"active": 1.0, "idle": 1.5}
    assert both.waits == {"Lock": 1.0} and both.blocked == pytest.approx(1.0)
    assert together(None, None) is None
