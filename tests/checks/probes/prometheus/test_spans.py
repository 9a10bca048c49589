"""Spans as PromQL writes them, and windows cut so that a rate has its samples."""

import pytest

from checks.probes.prometheus.spans import cut, read, written


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7d", 604_800), ("90m", 5400), ("1h30m", 5400), ("15s", 15), ("2w", 1_209_600)],
)
def test_reads(text: str, seconds: float) -> None:
    assert read(text) == seconds
    assert read(written(seconds)) == seconds


@pytest.mark.parametrize("text", ["", "7", "d", "7 days", "0d", "7dd", "-1h"])
def test_reads_nothing_else(text: str) -> None:
    assert read(text) is None


def test_a_week_at_a_scrape_each_fifteen_seconds() -> None:
    week = cut(604_800, 15)
    assert (written(week.window_s), written(week.range_s), written(week.step_s)) == (
        "7d",
        "5m",
        "1210s",
    )
    assert week.fill("rate(x[<r>])[<w>:<s>]") == "rate(x[5m])[7d:1210s]"


def test_rates_hold_four_samples_however_rare_they_are() -> None:
    assert cut(604_800, 120).range_s == 480
    short = cut(20, 1)
    assert (short.range_s, short.step_s) == (4, 1)
