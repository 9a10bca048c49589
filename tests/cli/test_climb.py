"""The guided walk, with a person at a real pseudo-terminal."""

from pathlib import Path

import pytest

from tests.cli.program import rung, told_before, tree
from tests.cli.terminal import CTRL_C, DOWN, ENTER, Terminal

MEASURED = (
    *("--tell", "statement_stats=yes", "--tell", "routes_measured=yes", "--tell", "p95_ms=900"),
    *("--tell", "database_cpu=0.3", "--tell", "app_cpu=0.95", "--tell", "sessions_per_request=6"),
    *("--tell", "session_cost_share=0.4", "--tell", "processor_ms_per_request=20"),
)

ASKED = (
    *("incident", "symptom", "requests_per_second", "idle_in_transaction_share", "error_share"),
    *("cacheable_share", "identical_read_share", "deferrable_share", "largest_table_bytes"),
    *("staleness_ok_s", "ci_minutes", "services"),
)
"""Twelve questions that an earlier walk asked, none of them known."""


def at_the_choice(shop: Path, width: int = 80) -> Terminal:
    """The walk up to its first question, where the figures ask for the pool."""
    told_before(shop, *ASKED)
    terminal = Terminal("climb", *MEASURED, cwd=shop, width=width)
    terminal.until("What now?")
    return terminal


def test_it_explains_before_it_asks(shop: Path) -> None:
    terminal = at_the_choice(shop)
    shown = terminal.text()
    for words in ("The project", "Next step: pool", "Why", "Costs", "Flips when", "ruled out"):
        assert words in shown
    terminal.press(CTRL_C)
    assert terminal.code() == 130


def test_ctrl_c_at_every_question_leaves_nothing(shop: Path) -> None:
    before = tree(shop)
    terminal = at_the_choice(shop)
    terminal.press(ENTER)
    terminal.until("Go on with these answers?")
    terminal.press(CTRL_C)
    assert terminal.code() == 130
    assert tree(shop) == before

    terminal = at_the_choice(shop)
    terminal.press(ENTER)
    terminal.until("Go on with these answers?")
    terminal.press(ENTER)
    terminal.until("Build pool now? (Y/n)")
    terminal.press(CTRL_C)
    assert terminal.code() == 130
    assert tree(shop) == before


def test_a_no_at_the_preview_writes_nothing(shop: Path) -> None:
    before = tree(shop)
    terminal = at_the_choice(shop)
    terminal.press(ENTER)
    terminal.until("Go on with these answers?")
    terminal.press(ENTER)
    terminal.until("Build pool now? (Y/n)")
    assert "+import db_pool" in terminal.text()
    terminal.press("n")
    terminal.until("Nothing was written")
    assert terminal.code() == 0
    assert tree(shop) == before


def test_an_answer_is_changed_and_the_rung_is_built(shop: Path) -> None:
    terminal = at_the_choice(shop)
    terminal.press(ENTER)
    terminal.until("Go on with these answers?")
    terminal.press(DOWN, DOWN, ENTER)
    terminal.until("shared by one process) 8")
    terminal.press("\x15", "3", ENTER)
    terminal.until("Change pool_size: 3")
    terminal.press(ENTER)
    terminal.until("Build pool now? (Y/n)")
    terminal.press("y")
    terminal.until("measured now? (Y/n)")
    assert "pool built" in terminal.text()
    terminal.press("n")
    assert terminal.code() == 0
    assert "or 3)" in (shop / "db_pool.py").read_text(encoding="utf-8")
    assert rung("undo", "pool", shop, "--yes").code == 0


def test_what_cannot_be_measured_ends_the_walk(shop: Path) -> None:
    terminal = at_the_choice(shop)
    terminal.press(ENTER)
    terminal.until("Go on with these answers?")
    terminal.press(ENTER)
    terminal.until("Build pool now? (Y/n)")
    terminal.press("y")
    terminal.until("measured now? (Y/n)")
    terminal.press("y")
    terminal.until("pool is built and not proved")
    assert terminal.code() == 0


def test_the_page_can_be_read_first(shop: Path) -> None:
    terminal = at_the_choice(shop)
    terminal.press(DOWN, ENTER)
    terminal.until("Why before the next")
    terminal.press(CTRL_C)
    assert terminal.code() == 130


def test_stop_is_an_answer(shop: Path) -> None:
    before = tree(shop)
    terminal = at_the_choice(shop)
    terminal.press("\x1b[A", ENTER)
    assert terminal.code() == 0
    assert tree(shop) == before


def test_a_narrow_terminal(shop: Path) -> None:
    terminal = at_the_choice(shop, width=60)
    terminal.press(CTRL_C)
    assert terminal.code() == 130


def test_yes_builds_one_rung_without_a_question(shop: Path) -> None:
    before = tree(shop)
    ran = rung("climb", shop, *MEASURED, "--yes")
    assert ran.code == 0, ran.err
    assert "pool built" in ran.out
    assert rung("undo", "pool", shop, "--yes").code == 0
    assert tree(shop) == before


def test_without_a_terminal_it_names_the_option(shop: Path) -> None:
    before = tree(shop)
    ran = rung("climb", shop, *MEASURED)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert tree(shop) == before


def test_answers_come_from_a_file(shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_text("pool:\n  pool_size: 4\nobserve: {}\n", encoding="utf-8")
    assert rung("climb", shop, *MEASURED, "--yes", "--answers", file).code == 0
    assert "or 4)" in (shop / "db_pool.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--database-url", "--metrics-url"])
def test_a_source_that_is_not_reached_ends_the_walk(shop: Path, option: str) -> None:
    scheme = "postgresql" if option == "--database-url" else "http"
    ran = rung("climb", shop, option, f"{scheme}://127.0.0.1:9/shop", "--yes")
    assert ran.code == 2
    assert not (shop / ".rung").exists()
