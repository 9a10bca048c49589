"""No value of anybody's data is left in a statement's text, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from checks.literals import without_literals


@pytest.mark.parametrize(
    "text",
    [
        "ALTER ROLE bob PASSWORD 'secret'",
        "select 'it''s secret', 'x'",
        "select E'a\\'secret', b",
        "select 'C:\\' as c, 'secret'",
        "do $$ begin raise 'secret'; end $$; select 1",
        "select $tag$ secret $$ secret $tag$, y",
        "select /* secret /* nested secret */ secret */ a",
        "select a -- secret",
        'select "id\'ent", \'secret\' from "T 1"',
        "select 'unterminated secret",
        "select \"unterminated secret",
        "select $a$ unterminated secret",
        "select /* unterminated secret",
        "select U&'\\0061secret', N'secret', name'secret', date 'secret'",
        "call pay('4111', 'secret')",
        "select a from t where b = 'secret\nsecret'",
    ],
)  # fmt: skip
def test_nothing_secret_is_left(text: str) -> None:
    assert "secret" not in without_literals(text)


@pytest.mark.parametrize(
    "number", ["4111111111111111", "42.5", ".5", "1e10", "1.5E-3", "0x1F", "1_000", "0b101"]
)
def test_numbers_go_and_numbered_names_stay(number: str) -> None:
    text = without_literals(f'select t1.c2, "3" from s4.t1 where a5 = {number} and b = $6')
    assert text == 'select t1.c2, "3" from s4.t1 where a5 = $0 and b = $6'


def test_bits_and_prefixed_strings_are_one_constant() -> None:
    assert without_literals("select b'01', X'1F', E'\\n', n'a'") == "select $0, $0, $0, $0"


def test_a_normalised_statement_stays_as_it_is() -> None:
    text = 'select a, "B" from t where a = $1 and c in ($2, $3) limit $4'
    assert without_literals(text) == text


def test_the_caller_may_say_what_stands_instead() -> None:
    assert (
        without_literals("a = 'x' or a = 'y'", lambda one: f"<{len(one)}>") == "a = <3> or a = <3>"
    )


CONTENT = some.text(alphabet="'\"$\\/*-eEtag 1x\n", max_size=40).map(
    lambda one: f"{one}s3cr3t{one}"
)


@given(CONTENT, some.sampled_from(["plain", "escape", "dollar"]))
def test_whatever_is_quoted_goes(content: str, way: str) -> None:
    plain = content.replace("'", "''")
    literal = {
        "plain": f"'{plain}'",
        "escape": f"E'{plain.replace(chr(92), chr(92) * 2)}'",
        "dollar": f"$q${content}$q$",
    }[way]
    assert "s3cr3t" not in without_literals(f'select a, "b" , {literal} , {literal} from t')
