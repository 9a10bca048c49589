"""Measuring the running stack: figures of the client and of rung's own probes agree with each other."""

import pytest

from checks.core import Problem
from checks.probes.host import Host
from checks.probes.postgres import Postgres
from checks.probes.repo import Repo
from checks.vitals import Vitals
from scaffold.demo.measure import Bench, closed, fixed_rate, refuse_a_busy_client, spin
from scaffold.demo.result import Load
from scaffold.demo.stack import Stack


@pytest.fixture
def bench(stack: Stack) -> Bench:
    return Bench(stack=stack, size=0.002, users=4, seconds=2.0, seed=1)


def test_a_closed_loop_gives_a_state_and_every_look(bench: Bench) -> None:
    state, looks = closed(bench, "naive")
    assert state.closed.errors == 0
    assert state.closed.answered > 10
    assert set(state.cores) == {"client", "application", "database"}
    assert 0 < sum(state.cores.values()) <= state.machine_cores * 1.1
    assert state.database_share is not None and 0 < state.database_share < 1
    for kind in (Repo, Postgres, Host, Vitals):
        assert looks.get(kind) is not None, kind
    vitals = looks.get(Vitals)
    assert vitals is not None
    assert vitals.number("statement_stats") == 0
    assert vitals.number("app_cpu") is not None


def test_an_open_loop_holds_its_rate(bench: Bench) -> None:
    seen = fixed_rate(bench, rate=10.0, seconds=1.0)
    assert (seen.kind, seen.offered_rps, seen.answered + seen.errors) == ("open", 10.0, 10)


def test_every_load_brings_fresh_keys(bench: Bench) -> None:
    assert bench.orders(1.0).phase != bench.orders(1.0).phase


def test_a_busy_client_is_refused() -> None:
    busy = Load(kind="closed", users=1, offered_rps=None, seconds=1, answered=1, failures={}, rps=1,
                p50_ms=1, p95_ms=1, p99_ms=1, routes={}, client_cores=0.9, latency_total_s=1)  # fmt: skip
    with pytest.raises(Problem, match=r"0\.90 of a core"):
        refuse_a_busy_client(busy)


def test_the_spin_reading_is_a_time() -> None:
    assert 0 < spin() < 5000
