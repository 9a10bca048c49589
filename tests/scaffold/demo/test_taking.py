"""When a rung harms although its own metric moved."""

from scaffold.demo.result import Load, State
from scaffold.demo.taking import harmed


def state(rps: float, cores: float, spin_ms: float = 20.0) -> State:
    load = Load(kind="closed", users=64, offered_rps=None, seconds=4, answered=int(rps * 4), failures={},
                rps=rps, p50_ms=1, p95_ms=1, p99_ms=1, routes={}, client_cores=0.1, latency_total_s=1)  # fmt: skip
    return State(name="x", closed=load, open=None, cores={"application": cores}, machine_cores=2,
                 database_share=None, spin_ms=spin_ms)  # fmt: skip


def test_slower_and_dearer_is_harm() -> None:
    assert "3.0 -> 4.5 ms a request, 300 -> 200 requests/s" in harmed(
        state(300, 0.9), state(200, 0.9)
    )


def test_slower_alone_may_be_the_neighbours() -> None:
    assert harmed(state(300, 0.9), state(200, 0.6)) == ""


def test_dearer_alone_leaves_the_users_as_they_were() -> None:
    assert harmed(state(300, 0.6), state(290, 0.9)) == ""


def test_phases_of_unlike_machines_are_not_compared() -> None:
    assert harmed(state(300, 0.9, 20), state(200, 0.9, 40)) == ""


def test_faster_is_no_harm() -> None:
    assert harmed(state(5, 1.9), state(300, 1.9)) == ""
