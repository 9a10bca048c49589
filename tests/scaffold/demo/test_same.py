"""Comparing answers: equal, late within a declared age, different."""

from typing import Any

from scaffold.demo.same import Answer, Replay, ages, compare, script


def replay(*answers: tuple[str, Any], seconds: float = 1.0, method: str = "GET") -> Replay:
    made = (Answer(method=method, path=path, status=200, body=body) for path, body in answers)
    return Replay(answers=tuple(made), seconds=seconds)


FRESH = replay(("/a", 1), ("/b", 5), ("/a", 2))


def test_equal_answers_pass() -> None:
    seen = compare(FRESH, replay(("/a", 1), ("/b", 5), ("/a", 2)))
    assert (seen.passed, seen.equal, seen.stale) == (True, 3, 0)


def test_an_old_answer_fails_where_none_is_declared() -> None:
    seen = compare(FRESH, replay(("/a", 1), ("/b", 5), ("/a", 1)))
    assert not seen.passed
    assert seen.mismatches[0].request == "GET /a"


def test_an_old_answer_passes_within_the_declared_age() -> None:
    seen = compare(FRESH, replay(("/a", 1), ("/b", 5), ("/a", 1)), stale_s=30)
    assert (seen.passed, seen.equal, seen.stale) == (True, 2, 1)


def test_an_old_answer_fails_when_the_replay_took_longer_than_the_declared_age() -> None:
    old = replay(("/a", 1), ("/b", 5), ("/a", 1), seconds=31)
    assert not compare(FRESH, old, stale_s=30).passed


def test_an_answer_that_never_was_true_fails_at_any_age() -> None:
    assert not compare(FRESH, replay(("/a", 1), ("/b", 5), ("/a", 7)), stale_s=30).passed
    assert not compare(FRESH, replay(("/a", 1), ("/b", 1), ("/a", 2)), stale_s=30).passed


def test_the_answer_to_a_write_may_never_be_old() -> None:
    one = replay(("/a", 1), ("/a", 2), method="POST")
    other = replay(("/a", 1), ("/a", 1), method="POST")
    assert not compare(one, other, stale_s=30).passed


def test_the_script_reads_after_it_writes() -> None:
    requests = list(script(1, {"users": 100, "posts": 100}, rounds=4))
    assert requests == list(script(1, {"users": 100, "posts": 100}, rounds=4))
    kinds = [one.kind for one in requests]
    assert set(kinds) == {"list", "post", "stats", "comment", "signup"}
    wrote = kinds.index("comment")
    assert "post" in kinds[wrote + 1 :] and "stats" in kinds[wrote + 1 :]


def test_ages_are_found_at_any_depth() -> None:
    answers = {"cached": [{"function": "list", "ttl": 30}, {"ttl": 5.0}], "size": 7, "note": "ttl"}
    assert sorted(ages(answers)) == [5.0, 30.0]
    assert list(ages({"pool_size": 8})) == []
