"""A day that Prometheus remembers, through the real program: the end, its interval, and where each load came from."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.checks.probes.prometheus import history
from tests.checks.probes.prometheus.servers import recorded
from tests.cli.program import rung

TOLD = ("database_cores=2", "instances=1", "processes_per_instance=1")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The day of `history.troubled`: full at (1 - 0.05) / 0.012 = 79 requests/s, the database first."""
    folder = tmp_path_factory.mktemp("prometheus")
    with recorded(folder, history.day(time.time(), history.OURS)) as url:
        yield url


def told() -> list[str]:
    return [word for one in TOLD for word in ("--tell", one)]


def test_nobody_hands_in_a_table_and_the_end_is_right(server: str, shop: Path) -> None:
    ran = rung("assess", shop, "--prometheus-url", server, *told(), "--json")
    assert ran.code == 0, ran.err
    seen: Any = json.loads(ran.out)["capacity"]
    jsonschema.validate(seen, json.loads(rung("assess", "--schema").out)["$defs"]["capacity"])
    assert seen["now"]["first"] == "database"
    assert seen["now"]["most"] == pytest.approx((1 - 0.05) / 0.012, rel=0.05)
    assert seen["now"]["low"] < (1 - 0.05) / 0.012 < seen["now"]["high"]
    loads = seen["sure"]["loads"]
    assert seen["sure"]["load_points"] == len(loads) >= 7
    sources = [one["where"].partition(":")[0] for one in loads]
    assert sources.count("this look") == 1
    assert all(one.startswith("Prometheus, last 23.") for one in sources if one != "this look")
    assert "one_load" not in [one["why"] for one in seen["sure"]["doubts"]]


def test_the_screen_says_what_it_rests_on(server: str, shop: Path) -> None:
    ran = rung("assess", shop, "--prometheus-url", server, *told())
    out = " ".join(ran.out.split())
    assert "Rests on 9 loads of 5" in out and "this look: 1; Prometheus, last 23." in out


def test_a_saved_look_gives_the_same_loads_once(server: str, shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "look.yml"
    first = rung("assess", shop, "--prometheus-url", server, *told(), "--json", "--save", file)
    again = rung("assess", shop, "--from", file, "--json")
    assert first.code == again.code == 0, first.err + again.err
    one, other = (json.loads(each.out)["capacity"]["sure"]["loads"] for each in (first, again))
    assert one == other and "load_points" not in yaml.safe_load(file.read_text())


def test_an_even_load_is_said_to_be_one_load(shop: Path, tmp_path: Path) -> None:
    with recorded(tmp_path, history.day(time.time(), history.OURS, history.steady)) as url:
        ran = rung("assess", shop, "--prometheus-url", url, *told(), "--json")
    seen = json.loads(ran.out)["capacity"]["sure"]
    assert seen["load_points"] == 1 and not seen["interval"]
    assert "the load was much the same all the time" in seen["doubts"][0]["says"]
