import pytest

from playbooks.formulas.littles_law import closed_loop_rate, concurrency, stretch


def test_in_flight_is_rate_times_time() -> None:
    assert concurrency(200, 0.05) == 10


def test_sixty_four_users_who_wait_two_seconds_make_thirty_two_requests() -> None:
    assert closed_loop_rate(64, 2.0) == 32


@pytest.mark.parametrize(("use", "times"), [(0.0, 1.0), (0.5, 2.0), (0.7, 3.333), (0.9, 10.0)])
def test_waiting_grows_faster_than_use(use: float, times: float) -> None:
    assert stretch(use) == pytest.approx(times, rel=1e-3)


@pytest.mark.parametrize("use", [1.0, 1.5, -0.1])
def test_a_full_queue_has_no_answer(use: float) -> None:
    with pytest.raises(ValueError, match="use must be"):
        stretch(use)
