"""Answers from options and files: typed as the question asks, wrong ones refused with the way out."""

from pathlib import Path

import pytest

from checks.core import Problem
from cli.answers import given
from scaffold.core import Question

TOPOLOGY = Question(
    key="topology", kind="choice", help="Which", default="app", choices=("app", "pgbouncer")
)
SIZE = Question(key="size", kind="int", help="How many", default=8)
METRICS = Question(key="metrics", kind="bool", help="Show metrics", default=True)
TABLES = Question(key="tables", kind="list", help="Which tables", default=[])
ASKED = (TOPOLOGY, SIZE, METRICS, TABLES)


def test_set_is_typed_as_the_question_asks() -> None:
    pairs = ["size=12", "metrics=no", "topology=pgbouncer", "tables=a", "tables=b"]
    assert given("pool", ASKED, pairs, None) == {
        "size": 12,
        "metrics": False,
        "topology": "pgbouncer",
        "tables": ["a", "b"],
    }


def test_nothing_given_answers_nothing() -> None:
    assert given("pool", ASKED, [], None) == {}


def test_a_list_may_be_json() -> None:
    assert given("pool", ASKED, ['tables=["a, b", "c"]'], None) == {"tables": ["a, b", "c"]}


def test_the_rungs_own_block_of_a_file_wins_and_set_wins_over_both(tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_text("size: 3\nmetrics: false\nother: 1\npool:\n  size: 4\n", encoding="utf-8")
    assert given("pool", ASKED, [], file) == {"size": 4, "metrics": False}
    assert given("pool", ASKED, ["size=5"], file)["size"] == 5


def test_another_rungs_answers_are_left_alone() -> None:
    assert given("pool", ASKED, ["cache_shared.size=9", "pool.size=7"], None) == {"size": 7}


@pytest.mark.parametrize(
    ("pair", "message", "remedy"),
    [
        ("size=many", "'many' is no answer to size", "a number"),
        ("metrics=maybe", "'maybe' is no answer to metrics", "yes or no"),
        ("topology=odyssey", "'odyssey' is no answer to topology", "app, pgbouncer"),
        ("sise=3", "no question called sise", "did you mean size?"),
        ("size", "has no '='", "--set KEY=VALUE"),
        ("tables=[1,", "is no answer to tables", "JSON"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_way_out(pair: str, message: str, remedy: str) -> None:
    with pytest.raises(Problem) as caught:
        given("pool", ASKED, [pair], None)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("size: [1\n", "line 2 is not YAML"),
        ("- size\n", "holds no mapping"),
        ("pool:\n  sise: 3\n", "no question called sise"),
        ("size: many\n", "'many' is no answer to size"),
        ("size: true\n", "True is no answer to size"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "answers.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        given("pool", ASKED, [], file)
    assert message in caught.value.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        given("pool", ASKED, [], tmp_path / "answers.yml")
    assert "cannot be read" in caught.value.message
