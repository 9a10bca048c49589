"""What is ahead, through the front door: how sure it is, own loads and prices, dates, the published schema."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.cli.program import rung
from tests.playbooks.test_profiles import BASES

VITALS: dict[str, Any] = {
    **BASES["team"], "requests_per_second": 40, "app_cpu": 0.1, "database_cpu": 0.37, "database_cores": 8,
    "indexable_share": 0.6, "index_speedup": 50, "top_statement_share": 0.5, "int4_runway_days": 365,
    "growth_per_year": 2, "growth_per_year_high": 4, "connections_used": 47.5, "max_connections": 100,
}  # fmt: skip
LOADS = [
    {"requests_per_second": rate, "app_cpu": 0.025 * rate / 10, "database_cpu": 0.05 + 0.008 * rate}
    for rate in (10, 20, 30)
]


def look(folder: Path, **more: object) -> Path:
    """A hand-written file for --from, beside an empty project."""
    file = folder / "numbers.yml"
    file.write_text(yaml.safe_dump({"vitals": VITALS} | more))
    return file


def page(folder: Path, *args: str, **more: object) -> Any:
    ran = rung("assess", folder, "--from", look(folder, **more), *args, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def screen(folder: Path, *args: str, **more: object) -> str:
    out = rung("assess", folder, "--from", look(folder, **more), *args).out
    return " ".join(out.split())


def test_the_answer_fits_the_published_schema(tmp_path: Path) -> None:
    schema = json.loads(rung("assess", "--schema").out)
    prices = {"currency": "EUR", "per_month": {"vertical": 50}}
    for more in ({}, {"load_points": LOADS}, {"prices": prices}):
        seen = page(tmp_path, "--carry", "4", **more)
        for name in ("capacity", "runways", "carry"):
            jsonschema.validate(seen[name], schema["$defs"][name])
    refused = page(tmp_path, vitals={"requests_per_second": 5})
    jsonschema.validate(refused["capacity"], schema["$defs"]["capacity"])


def test_one_load_says_that_there_is_no_interval(tmp_path: Path) -> None:
    seen = page(tmp_path)["capacity"]
    assert seen["now"]["low"] is None and not seen["sure"]["interval"]
    assert [one["why"] for one in seen["sure"]["doubts"]][:2] == ["one_load", "told"]
    out = screen(tmp_path, "--carry", "4")
    assert "Unsure one load was watched, so there is no interval" in out
    assert "with room (no interval: too few loads were watched)" in out
    assert "nine times in ten" not in out


def test_loads_that_were_tried_give_an_interval(tmp_path: Path) -> None:
    seen = page(tmp_path, load_points=LOADS)["capacity"]
    assert seen["sure"]["interval"] and seen["sure"]["load_points"] == 4
    assert seen["now"]["most"] == pytest.approx((1 - 0.05) / 0.008, rel=0.01)
    assert seen["now"]["low"] <= seen["now"]["most"] <= seen["now"]["high"]
    out = screen(tmp_path, "--carry", "4", load_points=LOADS)
    assert "nine times in ten" in out and "at the bad end)" in out


@pytest.mark.parametrize("kind", ["md", "html"])
def test_the_pages_say_it_too(tmp_path: Path, kind: str) -> None:
    one, several = (
        rung("assess", tmp_path, "--from", look(tmp_path, **more), "--format", kind).out
        for more in ({}, {"load_points": LOADS})
    )
    assert "Unsure: one load was watched" in one and "Unsure: one load" not in several
    end = page(tmp_path, load_points=LOADS)["capacity"]["now"]
    assert f"{end['low']:.0f} to {end['high']:.0f}" in several


def test_a_load_test_with_users_says_what_more_users_get(tmp_path: Path) -> None:
    tried = [
        {**one, "users": users, "p95_ms": late}
        for one, users, late in zip(LOADS, (1, 2, 4), (90, 110, 150), strict=True)
    ]
    found = page(tmp_path, load_points=tried)["capacity"]["beyond"]
    assert [one["users"] for one in found] == [8, 16]
    assert all(one["rate_low"] <= one["rate"] <= one["rate_high"] for one in found)
    assert "16 users about" in screen(tmp_path, load_points=tried)
    assert page(tmp_path, load_points=LOADS)["capacity"]["beyond"] == []


def test_dates_of_the_expected_and_of_a_bad_year(tmp_path: Path) -> None:
    found = {one["limit"]: one for one in page(tmp_path)["runways"]}
    in_a_year = (date.today() + timedelta(days=365)).isoformat()
    assert found["max_connections"]["date"] == in_a_year
    assert found["max_connections"]["days_bad_year"] == pytest.approx(182.5)
    assert found["int4_keys"]["days"] == pytest.approx(277.3, rel=0.001)
    assert "the first int4 key at 100%: in about 277 days" in screen(tmp_path)


def test_prices_are_added_up_and_what_has_none_is_named(tmp_path: Path) -> None:
    prices = {"currency": "EUR", "per_month": {"vertical": 50}, "once": {"query_index": 400}}
    found = page(tmp_path, "--carry", "4", prices=prices)["carry"]
    names = [one["rung"] for one in found["parts"]]
    assert "query_index" in names
    assert found["money"]["once"] == 400 and found["money"]["currency"] == "EUR"
    assert found["money"]["total"] == found["money"]["once"] + 12 * found["money"]["per_month"]
    out = screen(tmp_path, "--carry", "4", prices=prices)
    assert "At your prices: 400 EUR once" in out
    assert page(tmp_path, "--carry", "4")["carry"]["money"] is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"prices": {"per_month": {"vertikal": 5}}}, "did you mean vertical?"),
        ({"prices": {"per_month": {"vertical": -5}}}, "prices.per_month.vertical is -5"),
        ({"prices": {"per_moth": {}}}, "did you mean 'per_month'?"),
        ({"load_points": [{"requests_per_second": 0}]}, "load_points[0].requests_per_second is 0"),
        ({"load_points": [{"requests_per_second": 5, "app_cpu": 35}]}, "write 35 percent as 0.35"),
        ({"load_points": [{"app_cpu": 0.5}]}, "load_points[0] is not complete"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(
    tmp_path: Path, more: dict[str, object], said: str
) -> None:
    ran = rung("assess", tmp_path, "--from", look(tmp_path, **more))
    assert ran.code == 2 and said in ran.err


@pytest.mark.parametrize("page", ["README.md", "checks/probes/given.py"])
def test_the_examples_of_the_pages_are_read(tmp_path: Path, page: str) -> None:
    text = (Path(__file__).parents[2] / page).read_text()
    (block,) = [one for one in text.split("```yaml\n")[1:] if "load_points:" in one]
    example = yaml.safe_load(block.partition("```")[0])
    file = tmp_path / "numbers.yml"
    file.write_text(yaml.safe_dump({"vitals": VITALS} | example))
    ran = rung("assess", tmp_path, "--from", file, "--carry", "4", "--json")
    assert ran.code == 0, ran.err
    seen = json.loads(ran.out)
    assert seen["capacity"]["sure"]["load_points"] == 1 + len(example["load_points"])
    assert seen["carry"]["money"]["currency"] == "EUR"


def test_a_saved_look_keeps_loads_and_prices(tmp_path: Path) -> None:
    prices = {"currency": "EUR", "months": 6.0, "per_month": {"vertical": 50.0}, "once": {}}
    kept = tmp_path / "kept.yml"
    file = look(tmp_path, load_points=LOADS, prices=prices)
    assert rung("assess", tmp_path, "--from", file, "--save", kept).code == 0
    again = yaml.safe_load(kept.read_text())
    assert again["prices"] == prices
    assert [one["requests_per_second"] for one in again["load_points"]] == [10, 20, 30]
