"""Keys: every parameter is in it or ignored, and no two arguments share one."""

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated

import pytest

from tests.templates.cache_module import Cache


def test_a_parameter_that_is_in_neither_is_an_error(cache: Cache) -> None:
    with pytest.raises(ValueError, match="lang neither in the key nor in ignore"):
        cache.cached(key="page:{number}", ttl=1)(lambda number, lang: None)


def test_a_place_without_a_parameter_is_an_error(cache: Cache) -> None:
    with pytest.raises(ValueError, match="no parameter is called post_id"):
        cache.invalidates("post:{post_id}")(lambda number: None)


def test_one_key_belongs_to_one_function(cache: Cache) -> None:
    def first(number: int) -> None: ...
    def second(number: int) -> None: ...

    cache.cached(key="mine:{number}", ttl=1)(first)
    with pytest.raises(ValueError, match="has the key"):
        cache.cached(key="mine:{number}", ttl=1)(second)


def test_a_generator_is_an_error(cache: Cache) -> None:
    def rows():  # type: ignore[no-untyped-def]
        yield 1

    with pytest.raises(ValueError, match="generator"):
        cache.cached(key="rows", ttl=1)(rows)


def counted(
    cache: Cache, key: str, ignore: Sequence[str] = ()
) -> tuple[Callable[..., object], list[tuple[object, ...]]]:
    calls: list[tuple[object, ...]] = []

    def read(first: object = None, second: object = None) -> list[str]:
        calls.append((first, second))
        return [str(first), str(second)]

    return cache.cached(key=key, ttl=60, ignore=ignore)(read), calls


def test_values_with_separators_do_not_meet(cache: Cache) -> None:
    read, calls = counted(cache, "a:{first}:{second}")
    read("1:2", "3")
    read("1", "2:3")
    read("", None)
    read(None, "")
    read("%-", "")
    assert len(calls) == 5


def test_long_and_odd_values_are_told_apart(cache: Cache) -> None:
    read, calls = counted(cache, "b:{first}:{second}")
    for one in ("x" * 500, "x" * 501, "ä\n\0{}*", "ä\n\0{}**", "\ud800"):
        assert read(one) == read(first=one)
    assert len({one for one, _ in calls}) == 5


def test_an_ignored_parameter_does_not_matter(cache: Cache) -> None:
    read, calls = counted(cache, "c:{first}", ignore=["second"])
    assert read(1, "one session") == read(1, "another")
    assert len(calls) == 1


def test_a_value_that_cannot_be_in_a_key_is_never_cached(cache: Cache) -> None:
    read, calls = counted(cache, "d:{first}", ignore=["second"])
    read(["a list"])
    read(["a list"])
    assert len(calls) == 2


def test_attributes_can_be_named(cache: Cache) -> None:
    class Body:
        post_id = 7

    read, calls = counted(cache, "e:{first}", ignore=["second"])
    read(7)
    cache.invalidates("e:{body.post_id}")(lambda body: None)(Body())
    read(7)
    assert len(calls) == 2


def test_the_signature_stays_as_it_was(cache: Cache) -> None:
    def read(number: Annotated[int, "told"], page: int = 1) -> dict[str, int]:
        """Says."""
        return {}

    wrapped = cache.cached(key="f:{number}:{page}", ttl=1)(read)
    assert inspect.signature(wrapped) == inspect.signature(read)
    assert (wrapped.__name__, wrapped.__doc__) == ("read", "Says.")
    assert not inspect.iscoroutinefunction(wrapped)


def test_a_wrong_call_fails_as_without_the_cache(cache: Cache) -> None:
    read, _ = counted(cache, "g:{first}:{second}")
    with pytest.raises(TypeError, match="unexpected keyword"):
        read(third=1)
