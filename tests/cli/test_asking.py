"""Questions with a person at a real pseudo-terminal: few, deciding, skippable, kept, and never asked twice."""

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.program import rung, told_before
from tests.cli.terminal import CTRL_C, ENTER, UNKNOWN, Terminal

KNOWN = ("--tell", "statement_stats=yes", "--tell", "routes_measured=yes")
CALM = (*KNOWN, "--tell", "incident=no", "--tell", "symptom=slow")
MEASURABLE = "   measured by: rung assess --database-url URL"


def asking(shop: Path, *options: object, command: str = "assess") -> Terminal:
    ask = ("--ask",) if command == "assess" else ()
    return Terminal(command, *ask, *options, cwd=shop, height=120)


def kept(shop: Path) -> dict[str, object]:
    """The file in which the answers are kept, by name; None is "I don't know"."""
    file = told_before_path(shop)
    found: dict[str, object] = yaml.safe_load(file.read_text(encoding="utf-8"))["vitals"]
    return {name: one["value"] if isinstance(one, dict) else one for name, one in found.items()}


def told_before_path(shop: Path) -> Path:
    from tests.cli.program import STATE

    (file,) = [one for one in Path(STATE).glob("rung/*.yml") if str(shop) in one.read_text()]
    return file


def test_no_more_than_twelve_are_asked_however_much_is_open(shop: Path) -> None:
    told_before(
        shop, "incident", "symptom", "p95_ms", "error_share", "cacheable_share", "ci_minutes"
    )
    terminal = asking(shop, *KNOWN, "--tell", "database_cpu=0.3", "--tell", "app_cpu=0.3")
    terminal.skip()
    assert terminal.code() == 0
    assert "6 questions at most" in terminal.text()
    assert "6. " in terminal.text() and "7. " not in terminal.text()
    assert len(kept(shop)) == 12
    again = asking(shop, *KNOWN, "--tell", "database_cpu=0.3", "--tell", "app_cpu=0.3")
    again.until("Next step:")
    assert again.code() == 0
    assert "What only you know" not in again.text()


def test_who_knows_the_gate_is_asked_what_settles_each_rung(shop: Path) -> None:
    enough = ("database_cpu=0.3", "app_cpu=0.3", "p95_ms=900", "requests_per_second=20")
    told = [one for each in enough for one in ("--tell", each)]
    terminal = asking(shop, *CALM, *told, "--tell", "top_statement_share=0.1")
    terminal.skip()
    assert terminal.code() == 0
    shown = terminal.text()
    assert "8. " in shown and "13. " not in shown
    assert "12 questions at most" in shown
    assert set(kept(shop)) >= {"deferrable_share", "error_share", "cacheable_share", "repeat_share"}


def test_who_knows_nothing_is_asked_what_could_still_decide(shop: Path) -> None:
    terminal = asking(shop)
    terminal.skip()
    assert terminal.code() == 0
    shown = terminal.text()
    assert "3. Does the database record what its statements cost" in shown
    assert MEASURABLE in shown
    assert "4. " not in shown, "without statement statistics the answer is to observe"
    assert "Next step: observe" in shown
    assert set(kept(shop)) == {"incident", "symptom", "statement_stats"}


def test_an_incident_is_asked_for_first_and_asks_little_more(shop: Path) -> None:
    terminal = asking(shop)
    terminal.pick("1. Are users being hurt right now?", "yes")
    terminal.pick("2. What do people notice most?", "pages or calls are slow")
    terminal.skip()
    assert terminal.code() == 0
    assert "Next step: load_protection" in terminal.text()
    assert "5. " in terminal.text() and "6. " not in terminal.text()


def test_an_answer_counts_is_kept_and_can_be_changed(shop: Path, tmp_path: Path) -> None:
    look = tmp_path / "look.yml"
    enough = (*CALM, "--tell", "top_statement_share=0.1", "--tell", "app_cpu=0.3")
    terminal = asking(shop, *enough, "--save", look)
    terminal.open("1. How busy is the database's processor at the peak?")
    terminal.press("120%", ENTER)
    terminal.until("write 80 percent as database_cpu=0.8")
    terminal.press("\x7f\x7f\x7f\x7f", "90%", ENTER)
    terminal.skip()
    assert terminal.code() == 0
    assert kept(shop)["database_cpu"] == 0.9
    assert "uses 90 % of its cores" in rung("assess", shop, "--from", look).out
    changed = rung("assess", shop, "--from", look, "--tell", "database_cpu=70%").out
    assert "uses 70 % of its cores" in changed
    assert "uses 90 % of its cores" in rung("assess", shop, *enough, "--from", look).out


def test_ctrl_c_keeps_what_was_answered_and_a_second_run_asks_the_rest(shop: Path) -> None:
    first = asking(shop, *KNOWN, command="climb")
    first.pick("1. Are users being hurt right now?", "no")
    first.pick("2. What do people notice most?", UNKNOWN)
    first.open("3. How busy is the database's processor at the peak?")
    first.press(CTRL_C)
    assert first.code() == 130
    assert kept(shop) == {"incident": False, "symptom": None}

    second = asking(shop, *KNOWN, command="climb")
    second.open("1. How busy is the database's processor at the peak?")
    assert "10 questions at most" in second.text()
    assert "Are users being hurt" not in second.text()
    second.press(CTRL_C)
    assert second.code() == 130
    assert not (shop / ".rung").exists()


def test_what_was_told_before_counts_without_asking(shop: Path) -> None:
    names = ("symptom", "requests_per_second", "ci_minutes", "services", "error_share", "teams")
    told_before(shop, *names, incident=False, database_cpu=0.9, app_cpu=0.2, p95_ms=300,
                indexable_share=0, top_statement_share=0.1)  # fmt: skip
    terminal = asking(shop, *KNOWN, command="climb")
    terminal.until("What now?")
    shown = terminal.text()
    assert "Next step: vertical" in shown and "90 %" in shown
    assert "1. " not in shown.partition("Next step")[0]
    terminal.pick("What now?", "Change what you told")
    terminal.pick("Which one?", "database_cpu: 90 %")
    terminal.type("How busy is the database's processor at the peak?", "20%")
    terminal.until("Next step: do_nothing")
    terminal.pick("What now?", "Stop here")
    assert terminal.code() == 0
    assert kept(shop)["database_cpu"] == 0.2


def test_what_is_only_true_today_is_asked_again_tomorrow(shop: Path) -> None:
    file = told_before(shop, "symptom", incident=True)
    text = file.read_text(encoding="utf-8")
    day = next(word for word in text.split('"') if word.startswith("told by you"))
    file.write_text(text.replace(day, "told by you, 2001-01-01"), encoding="utf-8")
    terminal = asking(shop, command="climb")
    terminal.menu("1. Are users being hurt right now?")
    terminal.press(CTRL_C)
    assert terminal.code() == 130


def test_a_look_without_questions_does_not_use_what_was_told_in_them(shop: Path) -> None:
    told_before(shop, database_cpu=0.9)
    assert "database_cpu" not in json.loads(rung("assess", shop, "--json").out)["vitals"]


def test_a_file_that_was_broken_by_hand_is_named_with_its_line(shop: Path) -> None:
    file = told_before(shop, database_cpu=0.9)
    file.write_text("vitals:\n  databse_cpu: 0.9\n", encoding="utf-8")
    ran = rung("climb", shop, "--yes")
    assert ran.code == 2
    assert "did you mean 'database_cpu'" in ran.err


@pytest.mark.parametrize("command", [("assess", "--ask"), ("climb",)])
def test_without_a_terminal_nothing_is_asked(shop: Path, command: tuple[str, ...]) -> None:
    ran = rung(command[0], shop, *command[1:])
    assert ran.code == 2
    assert "--tell NAME=VALUE" in ran.err if command[0] == "assess" else "--yes" in ran.err
