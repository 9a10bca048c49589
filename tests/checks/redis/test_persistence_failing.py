"""The last save, write and rewrite."""

import pytest

from checks.core import Severity
from checks.redis.persistence_failing import check
from tests.checks.redis.small import redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("rdb_last_bgsave_status", "(RDB) failed"),
        ("aof_last_write_status", "write of the append-only file failed"),
        ("aof_last_bgrewrite_status", "rewrite of the append-only file failed"),
    ],
)
def test_each_failure(name: str, says: str) -> None:
    report = check(redis(words={name: "err"}))
    assert says in fires(report) and report.findings[0].severity is Severity.HIGH


def test_leaves_what_went_well_alone() -> None:
    assert quiet(check(redis()))
    assert check(redis()).examined == 3


def test_leaves_a_server_that_never_saved_alone() -> None:
    assert quiet(check(redis({"rdb_changes_since_last_save": 9e6})))


def test_a_server_that_does_not_tell() -> None:
    assert unsure(check(redis(words={}, missing={"info": "NOPERM"})))
    silent = redis()
    assert unsure(check(type(silent)(url="u", at=1.0, product="Redis", version="7")))
    not_looked_at("redis.persistence_failing")
