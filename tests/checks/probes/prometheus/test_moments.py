"""Load points out of a real Prometheus that remembers a day: on the true line, whatever went wrong in between."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.core import Looks
from checks.fill.load_points import load_points
from checks.probes.given import LoadPoint
from checks.probes.prometheus import Prometheus, look
from checks.saved import load, save
from tests.checks.probes.prometheus import history
from tests.checks.probes.prometheus.history import OPENTELEMETRY, OURS, SPRING, Style
from tests.checks.probes.prometheus.servers import recorded

STYLES = {"ours": OURS, "opentelemetry": OPENTELEMETRY, "spring": SPRING}


@pytest.fixture(scope="module", params=list(STYLES))
def seen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Style, Prometheus]]:
    """The day as each of three client libraries writes it, looked at once."""
    style = STYLES[request.param]
    folder = tmp_path_factory.mktemp("prometheus")
    with recorded(folder, history.day(time.time(), style)) as url:
        yield style, look(url)


def points(seen: Prometheus) -> tuple[LoadPoint, ...]:
    found = load_points(Looks().with_(seen))
    assert found.none_recorded == ""
    return found.points


def test_every_point_lies_on_the_line_that_the_day_was_made_of(
    seen: tuple[Style, Prometheus],
) -> None:
    found = points(seen[1])
    assert len(found) >= 6, "enough for a law of scaling"
    rates = [one.requests_per_second for one in found]
    assert rates == sorted(rates) and rates[0] < 8 and rates[-1] > 40
    for one in found:
        rate = one.requests_per_second
        mean = 0.05 / (1 - rate / 100)
        assert one.database_cpu == pytest.approx(0.05 + 0.012 * rate, rel=0.05)
        assert one.in_flight == pytest.approx(rate * mean, rel=0.05), "Little's law"
        assert one.p95_ms == pytest.approx(3000 * mean, rel=0.25), "as far as its buckets tell"
        assert one.p50_ms == pytest.approx(693 * mean, rel=0.25)


def test_the_process_counts_only_where_its_use_of_one_core_says_something(
    seen: tuple[Style, Prometheus],
) -> None:
    style, one = seen
    for point in points(one):
        if style is SPRING:
            assert point.app_cpu is None, "threads of a virtual machine use several cores"
        else:
            assert point.app_cpu == pytest.approx(
                0.02 + 0.008 * point.requests_per_second, rel=0.05
            )


def test_what_was_read_is_bounded_and_says_where_it_came_from(
    seen: tuple[Style, Prometheus], tmp_path: Path
) -> None:
    style, one = seen
    assert 200 < len(one.moments) <= 289 and not any("moments" in why for why in one.missing)
    assert all(point.where.startswith("Prometheus, last 23.") for point in points(one))
    assert all(f"{style.name}_count" in point.where for point in points(one))
    save(Looks().with_(one), tmp_path / "look.json")
    assert load(tmp_path / "look.json").get(Prometheus) == one


@pytest.mark.parametrize(
    ("images", "limit", "cores"),
    [
        (
            ("docker.io/library/postgres:17", "prometheuscommunity/postgres-exporter:v0.16"),
            1.5,
            1.5,
        ),
        (("postgis/postgis:16-3.4",), None, 6),
        (("postgres:17", "postgres:17-replica"), 1.5, None),
    ],
)
def test_a_databases_container_is_a_share_of_its_limit(
    tmp_path: Path, images: tuple[str, ...], limit: float | None, cores: float | None
) -> None:
    lines = history.day(time.time(), OURS, containers=images, limit=limit)
    with recorded(tmp_path, lines) as url:
        one = look(url)
    if cores is None:
        assert "database_cores" not in one.readings, "nobody can say which of them it is"
        assert all(point.database_cpu is None for point in points(one))
        return
    assert one.readings["database_cores"].value == cores
    assert 0.5 < one.readings["database_cpu"].value * cores / 1.5 < 0.7
    for point in points(one):
        used = 1.5 * (0.05 + 0.012 * point.requests_per_second)
        assert point.database_cpu == pytest.approx(used / cores, rel=0.05)


def test_an_even_load_gives_no_points_and_says_why(tmp_path: Path) -> None:
    with recorded(tmp_path, history.day(time.time(), OURS, history.steady)) as url:
        found = load_points(Looks().with_(look(url)))
    assert found.points == ()
    assert re.search(r"much the same all the time \(23\.\d to 24 requests/s", found.none_recorded)
