"""An index that nothing reads, on a table that is read through others."""

from checks.core import Outcome, Reason
from checks.postgres.unused_index import check
from checks.probes.postgres import Counters, ForeignKey, Index, Postgres
from tests.checks.postgres.small import (
    DAY,
    HOSTILE,
    fires,
    index,
    key,
    not_looked_at,
    postgres,
    quiet,
    table,
)

USED = index("post_id", scans=5000)


def seen(*indexes: Index, **changes: object) -> Postgres:
    return postgres(**{"tables": (table(index_scans=5009),), "indexes": indexes, **changes})


def test_fires_with_a_drop_that_does_not_block() -> None:
    words = fires(check(seen(key(), USED, index("body"))))
    assert "DROP INDEX CONCURRENTLY comments_body_idx;" in words and "replicas" in words
    assert "post_id" not in words


def test_quotes_hostile_names() -> None:
    assert '"""; drop table x; --"' in fires(check(seen(USED, index("body", name=HOSTILE))))


def test_leaves_alone_what_is_read_once() -> None:
    assert quiet(check(seen(key(), USED, index("body", scans=1))))


def test_leaves_alone_what_guards_something() -> None:
    assert quiet(check(seen(USED, index("mail", unique=True), index("x", constraint=True))))


def test_leaves_alone_small_and_invalid_ones() -> None:
    assert quiet(check(seen(USED, index("body", bytes=900_000), index("x", valid=False))))


def test_leaves_alone_what_a_foreign_key_needs() -> None:
    foreign = ForeignKey(
        schema="public", table="comments", name="fk", columns=("author_id",),
        references_schema="public", references="users",
    )  # fmt: skip
    assert quiet(check(seen(USED, index("author_id", "body"), foreign_keys=(foreign,))))


def test_leaves_a_fresh_restore_alone() -> None:
    idle = check(seen(index("body"), index("post_id"), tables=(table(index_scans=0),)))
    assert not idle.findings and idle.examined == 0


def test_an_hour_of_statistics_is_too_little() -> None:
    young = Counters(
        commits=9, rollbacks=0, blocks_hit=0, blocks_read=0, temp_files=0, temp_bytes=0,
        deadlocks=0, backends=2, since=100 * DAY - 3600,
    )  # fmt: skip
    assert check(seen(USED, index("body"), counters=young)).reason is Reason.INSUFFICIENT
    assert check(seen(USED, index("body"), window_s=30.0)).reason is Reason.INSUFFICIENT


def test_no_index_a_missing_part_and_not_looked_at() -> None:
    assert check(seen()).outcome is Outcome.NOT_APPLICABLE
    assert check(seen(missing={"tables": "x"})).outcome is Outcome.UNKNOWN
    assert not_looked_at("postgres.unused_index").outcome is Outcome.UNKNOWN
