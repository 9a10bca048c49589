"""The queueing arithmetic against closed forms that any textbook has."""

from dataclasses import replace
from math import inf, isclose, log

import pytest

from playbooks.model.network import Network, Station
from playbooks.model.spread import Spread
from playbooks.model.steady import gamma_95, spread_of, times, waits
from playbooks.model.users import served


def net(*stations: tuple[str, float, float], delay: float = 0.0) -> Network:
    """A network of (name, demand in seconds, servers)."""
    return Network(
        stations=tuple(Station(name=n, demand=d, servers=s) for n, d, s in stations),
        delay=delay,
        measured_at=1.0,
    )


@pytest.mark.parametrize(
    ("servers", "offered", "chance"),
    [(1, 0.5, 0.5), (1, 0.9, 0.9), (2, 1.0, 1 / 3), (3, 2.0, 4 / 9), (4, 4.0, 1.0), (2, 0.0, 0.0)],
)
def test_the_chance_to_wait_is_erlangs(servers: float, offered: float, chance: float) -> None:
    assert waits(servers, offered) == pytest.approx(chance)


def test_one_server_is_m_m_1() -> None:
    found = times(net(("a", 0.010, 1)), 70)
    assert found.mean == pytest.approx(0.010 / (1 - 0.7))
    assert found.p95 == pytest.approx(found.mean * -log(0.05), rel=0.02)


def test_a_full_station_has_no_end() -> None:
    assert times(net(("a", 0.010, 1), ("b", 0.001, 1)), 100).p95 == inf


def test_waiting_elsewhere_is_added_and_never_queues() -> None:
    assert times(net(("a", 0.010, 1), delay=0.5), 10).mean == pytest.approx(0.5 + 0.010 / 0.9)


@pytest.mark.parametrize("users", [1, 2, 5, 40])
def test_two_equal_single_servers_give_n_over_n_plus_1(users: int) -> None:
    found = served(net(("a", 0.1, 1), ("b", 0.1, 1)), users)
    assert found.rate == pytest.approx(users / ((users + 1) * 0.1), rel=1e-6)


def test_many_users_meet_the_bottleneck_and_wait_for_it() -> None:
    found = served(net(("application", 0.010, 1), ("database", 0.004, 2)), 64)
    assert found.rate == pytest.approx(100, rel=0.001)
    assert found.fullest == "application" and found.use == pytest.approx(1, abs=0.001)
    assert isclose(found.mean, 64 / 100, rel_tol=0.001), "Little's law"


def test_as_many_servers_as_users_never_wait() -> None:
    assert served(net(("a", 0.1, 8)), 8).mean == pytest.approx(0.1)


def test_the_gamma_percentile_is_near_the_exact_one() -> None:
    assert gamma_95(1.0, 1.0) == pytest.approx(-log(0.05), rel=0.02)
    assert gamma_95(1.0, 0.25) == pytest.approx(1.938, rel=0.01)  # shape 4: chi-square 15.507 / 8
    assert gamma_95(3.0, 0.0) == 3.0


def test_on_one_machine_the_sum_of_both_is_the_limit_and_is_counted_once() -> None:
    apart = net(("application", 0.010, 1), ("database", 0.015, 2))
    shared = replace(apart, shared_cores=2.0)
    assert served(apart, 64).rate == pytest.approx(100, rel=0.01)
    # Chances by how many are in the database, from 0 on: 1, 1.5, 1.6875, 1.125, 0.527, 0.190, 0.055, 0.014, 0.003.
    assert served(shared, 64).rate == pytest.approx(448.4 / 6.102, rel=0.002)
    assert served(shared, 64).rate < 2 / 0.025, "never more than the cores do"
    assert served(shared, 64).fullest == "machine"
    assert served(shared, 1).mean == pytest.approx(0.025), "alone nobody waits"
    crowded = replace(shared, others=0.005)
    assert served(crowded, 64).rate < served(shared, 64).rate
    # Twice the cores: 1, 1.5, 1.125, 0.5625, 0.264, 0.095, 0.028, 0.007; crowded from four in the database on.
    larger = served(shared.scaled("database", servers=2), 64)
    assert larger.rate == pytest.approx(448.1 / 4.581, rel=0.002)
    assert larger.fullest == "application"


def test_two_on_two_cores_with_one_interpreter() -> None:
    """Chances 1 : 2 : 2 for none, one, both in the application; it works in the latter two."""
    shared = replace(net(("application", 0.1, 1), ("database", 0.1, 2)), shared_cores=2.0)
    assert served(shared, 2).rate == pytest.approx(4 / 5 / 0.1)
    two = replace(net(("application", 0.1, 2), ("database", 0.1, 2)), shared_cores=2.0)
    assert served(two, 2).rate == pytest.approx(1 / 0.1), "with two interpreters nobody waits"


def test_what_others_take_is_taken_from_the_cores() -> None:
    """One request needs 20 ms of others beside its own 20: at most one core's worth in all where there is one."""
    alone = replace(net(("application", 0.01, 1), ("database", 0.01, 1)), shared_cores=1.0)
    assert served(alone, 50).rate == pytest.approx(50)
    assert served(replace(alone, others=0.02), 50).rate == pytest.approx(1 / 0.04, rel=0.001)


def test_many_users_of_two_very_unlike_sides_stay_numbers() -> None:
    shared = replace(net(("application", 10.0, 1), ("database", 1e-4, 4)), shared_cores=4.0)
    assert served(shared, 300).rate == pytest.approx(0.1)
    assert served(replace(shared, stations=shared.stations[::-1]), 300).rate == pytest.approx(0.1)


def test_a_limit_makes_the_rest_wait_in_line() -> None:
    """Four servers and a limit of two: two are served, the others wait, and Little's law holds for all."""
    free = net(("a", 0.1, 4))
    limited = replace(free, limit=2)
    assert served(free, 8).rate == pytest.approx(40)
    found = served(limited, 8)
    assert found.rate == pytest.approx(20)
    assert found.mean == pytest.approx(8 / 20)
    assert served(limited, 2).rate == pytest.approx(served(free, 2).rate)


def test_those_who_think_are_not_at_work() -> None:
    """Ten users who think for a second, 0.1 s of work with a server for each: 10 / 1.1 a second."""
    assert served(net(("a", 0.1, 10)), 10, think=1.0).rate == pytest.approx(10 / 1.1)
    assert served(replace(net(("a", 0.1, 10)), limit=10), 10, think=1.0).mean == pytest.approx(0.1)


def test_work_that_grows_with_how_many_there_are() -> None:
    def growing(inside: int) -> Network:
        return net(("a", 0.1 * inside, 1))

    assert served(growing, 1).rate == pytest.approx(10)
    assert served(growing, 4).rate == pytest.approx(2.5)


def test_a_measured_spread_is_taken_instead_of_the_queues_own() -> None:
    even, uneven = (served(net(("a", 0.1, 1)), 10, spread=Spread(sizes=one)) for one in (0.1, 1.0))
    assert even.mean == uneven.mean
    assert even.p95 == pytest.approx(gamma_95(even.mean, (0.1 * even.mean) ** 2))
    assert uneven.p95 == pytest.approx(uneven.mean * -log(0.05), rel=0.02)


def test_a_pool_makes_all_wait_alike() -> None:
    """Two sessions for ten users on one core, 10 ms + 10 ms each: 50 a second, eight in line for 8 / 50 s."""
    pooled = replace(
        net(("application", 0.01, 2), ("database", 0.01, 1)), shared_cores=1.0, limit=2
    )
    found = served(pooled, 10, spread=Spread(sizes=0.5))
    assert found.rate == pytest.approx(50)
    line, work = 8 / 50, 2 / 50
    assert found.mean == pytest.approx(line + work)
    assert found.p95 == pytest.approx(gamma_95(line + work, (0.5 * work) ** 2 + line / 50))


@pytest.mark.parametrize("spread", [0.2, 0.5, 0.8])
def test_the_spread_of_a_percentile_is_found_again(spread: float) -> None:
    assert spread_of(gamma_95(1.0, spread**2)) == pytest.approx(spread, abs=1e-6)
