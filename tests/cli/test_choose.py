"""Choices through the real program: one question at a time, answers from a saved look, a terminal that asks."""

import json
from pathlib import Path

from tests.cli.program import rung
from tests.cli.terminal import Terminal


def test_the_list(project: Path) -> None:
    out = rung("choose", cwd=project).out
    for name in ("gateway", "pooling", "queue", "reads", "sharding"):
        assert name in out


def test_it_asks_for_the_one_thing_that_decides_next(project: Path) -> None:
    ran = rung("choose", "queue", "--tell", "several_readers=no", cwd=project)
    assert ran.code == 0
    assert "rung choose queue --tell several_readers=no --tell jobs_per_second=NUMBER" in ran.out


def test_an_answer_with_its_reasons(project: Path) -> None:
    told = (
        "--tell",
        "several_readers=no",
        "--tell",
        "jobs_per_second=200",
        "--tell",
        "database_use=30%",
    )
    page = json.loads(rung("choose", "queue", *told, "--json", cwd=project).out)
    assert page["take"].startswith("the database") and page["ask"] is None
    assert page["rests_on"] == {
        "several_readers": False,
        "jobs_per_second": 200,
        "database_use": 0.3,
    }
    assert "Take      the database" in rung("choose", "queue", *told, cwd=project).out


def test_a_saved_look_answers_what_it_knows(project: Path, tmp_path: Path) -> None:
    known = tmp_path / "look.yml"
    known.write_text("vitals: {indexable_share: 0.4}\n")
    assert "query_index" in rung("choose", "reads", "--from", known, cwd=project).out


def test_what_is_wrong_says_what_is_right(project: Path) -> None:
    for words, said in (
        (("horses",), "the choices are: gateway"),
        (("queue", "--tell", "colour=red"), "its questions are: several_readers"),
        (("queue", "--tell", "several_readers=perhaps"), "is yes or no"),
        (("queue", "--tell", "jobs_per_second=many"), "is a number"),
    ):
        ran = rung("choose", *words, cwd=project)
        assert ran.code == 2 and said in ran.err


def test_a_terminal_asks(project: Path) -> None:
    terminal = Terminal("choose", "sharding", cwd=project)
    terminal.until("read by time")
    terminal.press("n")
    terminal.until("key and value")
    terminal.press("n")
    terminal.until("carry the key")
    terminal.press("0.99", "\r")
    terminal.until("MySQL")
    terminal.press("y")
    terminal.until("Take")
    assert terminal.code() == 0
    assert "Vitess" in terminal.text()
