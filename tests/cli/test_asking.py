"""Questions with a person at a real pseudo-terminal: few, deciding, skippable, kept."""

from pathlib import Path

from tests.cli.program import rung
from tests.cli.terminal import ENTER, Terminal

KNOWN = ("--tell", "statement_stats=yes", "--tell", "routes_measured=yes")


def test_it_asks_at_most_twelve_and_says_how_to_measure(shop: Path) -> None:
    terminal = Terminal("assess", "--ask", *KNOWN, cwd=shop, height=100)
    terminal.until("1. what is felt")
    terminal.press(ENTER)  # slow, the first of the words
    for place in range(2, 13):
        terminal.until(f"{place}. ")
        terminal.press(ENTER)
    assert terminal.code() == 0
    shown = terminal.text()
    assert "this measures it: rung assess --database-url URL" in shown
    assert "13. " not in shown and "Next step:" in shown


def test_an_answer_counts_is_kept_and_can_be_changed(shop: Path, tmp_path: Path) -> None:
    kept = tmp_path / "answers.yml"
    enough = (*KNOWN, "--tell", "symptom=slow", "--tell", "top_statement_share=0.1")
    terminal = Terminal("assess", "--ask", *enough, "--save", kept, cwd=shop, height=100)
    terminal.until("1. processor use of the database")
    terminal.press("120%", ENTER)
    terminal.until("write 80 percent as database_cpu=0.8")
    terminal.press("\x7f\x7f\x7f\x7f", "90%", ENTER)
    for place in range(2, 13):
        terminal.until(f"{place}. ")
        terminal.press(ENTER)
    assert terminal.code() == 0
    assert "database_cpu" in kept.read_text(encoding="utf-8")
    assert "uses 90 % of its cores" in rung("assess", shop, "--from", kept).out
    changed = rung("assess", shop, "--from", kept, "--tell", "database_cpu=70%").out
    assert "uses 70 % of its cores" in changed


def test_without_a_terminal_it_says_how_to_tell(shop: Path) -> None:
    ran = rung("assess", shop, "--ask")
    assert ran.code == 2
    assert "--tell NAME=VALUE" in ran.err
