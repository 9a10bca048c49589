"""The truth bench judges as its docstring says, and every key can be read by it."""

from collections.abc import Mapping

import pytest

from checks.probes.repo.facet_names import FACET_NAMES
from tests.bench.truth import KEYS, NOTHING, Judged, Key, Told, judge, read

FILES = sorted(KEYS.glob("*.yml"))


def key(
    there: Mapping[tuple[str, str], str],
    may_be: Mapping[tuple[str, str], str] | None = None,
    not_judged: str = "",
    nothing: bool = False,
) -> Key:
    return Key(
        repository="someone/something",
        commit="0" * 40,
        there={one: frozenset(states.split()) for one, states in there.items()},
        may_be={one: frozenset(states.split()) for one, states in (may_be or {}).items()},
        not_judged=frozenset(not_judged.split()),
        nothing_to_scale=nothing,
    )


def told(facet: str, value: str, state: str = "active", place: str = "a.py:1") -> Told:
    return Told(facet, value, state, place)


def counts(judged: Judged) -> tuple[int, int, int, int]:
    return tuple(one.total() for one in (judged.key, judged.found, judged.told, judged.false))  # type: ignore[return-value]


CACHE = {("cache", "Redis"): "active"}


def test_what_is_there_and_told_is_found_and_no_false_claim() -> None:
    assert counts(judge("app", key(CACHE), True, [told("cache", "Redis")])) == (1, 1, 1, 0)


def test_what_is_not_told_is_a_miss_with_what_was_told_instead() -> None:
    judged = judge("app", key(CACHE), True, [told("cache", "Memcached")])
    assert counts(judged) == (1, 0, 1, 1)
    assert judged.lines == [
        "app: miss  cache Redis (active); told: Memcached (active)",
        "app: FALSE cache Memcached (active) at a.py:1",
    ]


def test_another_state_is_a_miss_and_a_false_claim() -> None:
    other = [told("cache", "Redis", "unknown_in_production")]
    assert counts(judge("app", key(CACHE), True, other)) == (1, 0, 1, 1)


def test_one_wrong_place_makes_a_claim_false_however_many_are_right() -> None:
    wanted = key({("cache", "Redis"): "active"})
    heard = [told("cache", "Redis"), told("cache", "Redis", "inactive", "b.py:2")]
    assert counts(judge("app", wanted, True, heard)) == (1, 1, 1, 1)


def test_what_may_be_told_is_neither_missed_nor_false() -> None:
    allowed = key({}, {("mail", "*"): "active"})
    assert counts(judge("app", allowed, True, [])) == (0, 0, 0, 0)
    assert counts(judge("app", allowed, True, [told("mail", "Postmark")])) == (0, 0, 1, 0)


def test_a_facet_that_is_not_judged_and_what_is_not_used_are_no_claims() -> None:
    heard = [told("pool", "5 connections"), told("cache", "Redis", "present_unused")]
    assert counts(judge("app", key({}, not_judged="pool"), True, heard)) == (0, 0, 0, 0)


def test_the_verdict_on_the_whole_repository_is_judged() -> None:
    assert counts(judge("lib", key({}, nothing=True), False, [])) == (1, 1, 1, 0)
    assert counts(judge("lib", key({}, nothing=True), True, [])) == (1, 0, 0, 0)
    wrong = judge("app", key({}), False, [])
    assert wrong.false[NOTHING] == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_key_names_facets_that_there_are_and_a_whole_commit(path: object) -> None:
    one = read(path)  # type: ignore[arg-type]
    facets = {facet for facet, _ in (*one.there, *one.may_be)}
    assert facets | one.not_judged <= set(FACET_NAMES)
    assert not one.not_judged & {facet for facet, _ in one.there}
    assert len(one.commit) == 40 and one.repository.count("/") == 1
    assert one.nothing_to_scale != bool(one.there)


def test_no_repository_has_two_keys() -> None:
    assert len({read(path).repository for path in FILES}) == len(FILES)
