"""Only what comes back exactly is kept."""

import enum
import math
import uuid
from collections import OrderedDict, namedtuple
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi.encoders import jsonable_encoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.templates.cache_module import Cache

ZONES = [None, timezone.utc, timezone(timedelta(hours=-3)), ZoneInfo("Europe/Berlin")]  # noqa: UP017
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(timezones=st.sampled_from(ZONES)), st.dates(), st.times(), st.timedeltas(),
    st.decimals(allow_nan=False), st.uuids(),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(st.text(min_size=1), inner)
    ),
    max_leaves=20,
)


class Entry:
    """What `encode` needs of an entry."""

    name = "test"
    warned = True


def again(cache: Cache, value: Any) -> Any:
    payload = cache.reading.encode(value, Entry())
    assert payload is not None
    (found,) = cache.reading.decode(payload)
    return found


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=VALUES)
def test_what_is_kept_comes_back_exactly(cache: Cache, value: Any) -> None:
    payload = cache.reading.encode(value, Entry())
    if payload is not None:
        (found,) = cache.reading.decode(payload)
        assert found == value
        assert repr(found) == repr(value)
        assert jsonable_encoder(found) == jsonable_encoder(value)


def test_plain_answers_are_kept(cache: Cache) -> None:
    berlin = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    value = {"at": berlin, "price": Decimal("1.10"), "id": uuid.UUID(int=7), "list": [1, (2.5, None)],
             "day": date(2026, 1, 2), "clock": time(1, 2, 3), "took": timedelta(seconds=1.5)}  # fmt: skip
    found = again(cache, value)
    assert found == value
    assert found["at"].utcoffset() == berlin.utcoffset()
    assert str(found["price"]) == "1.10"


Point = namedtuple("Point", "x y")


class Color(enum.IntEnum):
    RED = 1


@pytest.mark.parametrize(
    "value",
    [
        {1: "a number as key"}, b"bytes", {1, 2}, Point(1, 2), Color.RED, OrderedDict(a=1), math.nan,
        math.inf, object(), {"\0": "our own mark"}, "x" * 600_000, {"deep": [b""]}, 1j,
    ],
    ids=lambda one: str(one)[:20],
)  # fmt: skip
def test_what_would_change_is_refused(cache: Cache, value: Any) -> None:
    assert cache.reading.encode(value, Entry()) is None


def test_a_refused_result_is_passed_through_and_made_each_time(cache: Cache) -> None:
    made = []

    @cache.cached(key="refused", ttl=60)
    def read() -> set[int]:
        made.append(1)
        return {1, 2}

    assert [read(), read()] == [{1, 2}, {1, 2}]
    assert len(made) == 2


def test_what_another_program_left_there_counts_as_a_miss(cache: Cache, redis_server: Any) -> None:
    import redis

    @cache.cached(key="foreign", ttl=60)
    def read() -> str:
        return "mine"

    client = redis.Redis.from_url(redis_server.url)
    for foreign in (b"\xff\xfe", b"{", b'[{"\\u0000":["nothing"]}]', b"[]"):
        client.set("app:1:{foreign}", foreign)
        assert read() == "mine"
    client.close()
