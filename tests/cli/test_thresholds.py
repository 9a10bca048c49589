"""A project draws its own thresholds: the answer follows them and says so; what is wrong is refused with its line."""

import json
from pathlib import Path

from tests.cli.program import rung

FULL = (
    *("--tell", "statement_stats=yes", "--tell", "routes_measured=yes", "--tell", "p95_ms=90"),
    *("--tell", "database_cpu=0.7", "--tell", "app_cpu=0.2", "--tell", "top_statement_share=0.1"),
    *("--tell", "indexable_share=0"),
)


def drawn(shop: Path, text: str) -> Path:
    (shop / "rung.toml").write_text(text, encoding="utf-8")
    return shop


def test_the_answer_follows_a_threshold_and_names_it(shop: Path) -> None:
    assert "Next step: vertical" in rung("assess", shop, *FULL).out
    drawn(shop, "thresholds.saturation.database_cpu.warn = 0.75\n")
    shown = rung("assess", shop, *FULL)
    assert "Next step: vertical" not in shown.out
    assert "saturation.database_cpu.warn is 75 %" in shown.out
    assert "own is 65 %" in shown.out
    page = json.loads(rung("assess", shop, *FULL, "--json").out)
    assert [(one["name"], one["value"], one["own"]) for one in page["overruled"]] == [
        ("saturation.database_cpu.warn", 0.75, 0.65)
    ]


def test_without_configuration_nothing_is_overruled(shop: Path) -> None:
    shown = rung("assess", shop, *FULL).out
    assert "Overruled" not in shown
    assert json.loads(rung("assess", shop, *FULL, "--json").out)["overruled"] == []


def test_explain_shows_value_grade_source_and_the_overruling(shop: Path) -> None:
    before = rung("explain", "vertical", cwd=shop).out
    assert "saturation.database_cpu.warn" in before and "B  Figma acted at 65 %" in before
    assert "this project's own" not in before
    drawn(shop, "[thresholds.saturation.database_cpu]\nwarn = 0.75\n")
    after = rung("explain", "vertical", cwd=shop, width=100).out
    assert "75 %" in after and "this project's own; rung's is 65 %" in after
    (page,) = json.loads(rung("explain", "vertical", "--json", cwd=shop).out)["pages"]
    warn = next(one for one in page["thresholds"] if one["name"].endswith("database_cpu.warn"))
    assert (warn["value"], warn["own"], warn["grade"]) == (0.75, 0.65, "B")


def test_what_is_wrong_is_refused_with_its_line(shop: Path) -> None:
    drawn(shop, "# ours\nthresholds.saturation.database_cpu.wran = 0.75\n")
    for command in (("assess", shop), ("climb", shop, "--yes"), ("explain", "pool")):
        ran = rung(*command, cwd=shop)
        assert ran.code == 2
        assert "rung.toml:2: no threshold is called saturation.database_cpu.wran" in ran.err
        assert "did you mean saturation.database_cpu.warn" in ran.err
    drawn(shop, "thresholds.saturation.database_cpu.warn = 75\n")
    ran = rung("assess", shop)
    assert ran.code == 2
    assert "rung.toml:1: threshold saturation.database_cpu.warn cannot be 75" in ran.err
    drawn(shop, "thresholds = 3\n")
    assert "thresholds takes names and values" in rung("assess", shop).err


def test_pyproject_takes_the_same_keys(shop: Path) -> None:
    (shop / "pyproject.toml").write_text(
        "[tool.rung.thresholds]\nsaturation.database_cpu.warn = 0.75\n", encoding="utf-8"
    )
    assert "is 75 %" in rung("assess", shop, *FULL).out
