"""The questions of a template, with their kinds, choices and defaults; answers are checked."""

from pathlib import Path

import pytest

from checks.core import Looks, Problem
from scaffold.questions import answered, questions
from tests.scaffold.small import template

ASKS = """
size: {type: int, default: 8, help: How many}
share: {type: float, default: 0.5}
lasting: {type: bool, default: true}
where: {type: str, default: db}
form: {type: str, choices: [sql, django], default: sql}
label: {type: str, choices: {Plain SQL: sql, A migration: django}, default: sql}
indexes: {type: yaml, default: []}
short: 5
token: {type: str, default: x, secret: true}
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    template(tmp_path, "x", {}, "", ASKS)
    return tmp_path


def test_kinds_choices_and_defaults(shelf: Path) -> None:
    asked = {one.key: one for one in questions("x", Looks(), templates=shelf)}
    assert {key: one.kind for key, one in asked.items()} == {
        "size": "int",
        "share": "float",
        "lasting": "bool",
        "where": "str",
        "form": "choice",
        "label": "choice",
        "indexes": "list",
        "short": "int",
        "token": "str",
    }
    assert asked["label"].choices == ("sql", "django")
    assert (asked["size"].default, asked["size"].help, asked["short"].default) == (8, "How many", 5)


def test_answers_stand_beside_the_defaults(shelf: Path) -> None:
    found = answered("x", {"size": 3, "share": 1, "indexes": [{"table": "a"}]}, Looks(), shelf)
    assert (found["size"], found["share"], found["form"]) == (3, 1, "sql")
    assert found["indexes"] == [{"table": "a"}]


@pytest.mark.parametrize(
    "answers",
    [
        {"size": "3"},
        {"size": 1.5},
        {"lasting": "yes"},
        {"where": 3},
        {"form": "xml"},
        {"indexes": "a"},
    ],
)
def test_what_does_not_fit(shelf: Path, answers: dict[str, str]) -> None:
    with pytest.raises(Problem, match="cannot be"):
        answered("x", answers, Looks(), shelf)


def test_an_unknown_answer_with_a_suggestion(shelf: Path) -> None:
    with pytest.raises(Problem, match="asks nothing called sizee") as caught:
        answered("x", {"sizee": 3}, Looks(), shelf)
    assert caught.value.remedy == "Did you mean size?"
