"""The strings that every match of an expression holds: with them a file is ruled out that no expression is found in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.probes.repo.code.reading import SOUGHT
from checks.probes.repo.literals import literals


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"cron\.schedule\(", {"cron.schedule("}),
        (r"\.(?:get|post)\(\s*[\"']", {".get(", ".post("}),
        (r"x*abcd|defg", {"abcd", "defg"}),
        (r"new \w+Job\(", {"new "}),
        (r"\bsession\(\s*\{", {"session("}),
        (r"(?:a|b)+word", {"word"}),
        (r"(?:longer){1,3}", {"longer"}),
    ],
)
def test_it_finds_the_longest_certain_string(pattern: str, found: set[str]) -> None:
    assert literals(pattern) == found


@pytest.mark.parametrize(
    "pattern",
    [r"", r"abcd|", r"(?:abcd)?", r"(?:abcd)*", r"abc", r"(?i)abcd", r"(?i:abcd)", r"\w+"],
)
def test_where_nothing_is_certain_it_says_nothing(pattern: str) -> None:
    assert literals(pattern) == set()


WANTED = sorted({one.core.pattern for _, sought in SOUGHT for one in sought})


@given(st.data())
def test_every_match_of_every_pattern_holds_one(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(WANTED))
    text = data.draw(st.from_regex(pattern))
    said = literals(pattern)
    assert re.search(pattern, text)
    assert not said or any(one in text for one in said)


@given(st.data())
def test_what_is_wanted_is_found_by_its_core(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from([one for _, sought in SOUGHT for one in sought]))
    text = data.draw(st.from_regex(rf"\A(?:{one.want.start})"))
    assert one.core.search(text)
