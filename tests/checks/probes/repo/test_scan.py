"""One pass tells which words a file holds, also where one word lies inside another."""

from hypothesis import given
from hypothesis import strategies as st

from checks.probes.repo.scan import Scanner, Words, scanner

WORDS = [b"redis", b"ioredis", b"dis(", b"import redis", b"aaa", b"aaaa"]


@given(st.lists(st.sampled_from([*WORDS, b" ", b"\xff", b"re", b"a", b"\n"]), max_size=12))
def test_it_finds_what_a_search_for_each_would(parts: list[bytes]) -> None:
    data = b"".join(parts)
    made = Scanner(WORDS)
    held = made.held(data)
    for one in WORDS:
        assert bool(held & made.bits(Words(one))) == (one in data)


def test_words_that_were_said_later_are_found_by_the_next_scanner() -> None:
    before = scanner()
    late = Words(b"said just now")
    after = scanner()
    assert after is not before
    assert after.held(b"it was said just now") & after.bits(late)


def test_the_numbers_do_not_depend_on_the_order_of_imports() -> None:
    data = b"import redis"
    assert Scanner(WORDS).held(data) == Scanner(reversed(WORDS)).held(data)


def test_any_of_several_rules_out_a_file_only_where_each_of_them_does() -> None:
    one, other, all_files = Words(b"redis"), Words(b"dis("), Words()
    assert Words.any(one, other).words == {b"redis", b"dis("}
    assert not Words.any(one, all_files).words
