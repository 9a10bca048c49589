"""An index that a failed CREATE INDEX CONCURRENTLY left behind."""

from checks.core import Outcome, Severity
from checks.postgres.invalid_index import check
from tests.checks.postgres.small import (
    HOSTILE,
    fires,
    index,
    key,
    not_looked_at,
    postgres,
    quiet,
)


def test_fires_with_drop_and_rebuild() -> None:
    words = fires(check(postgres(indexes=(key(), index("post_id", valid=False)))))
    assert "DROP INDEX CONCURRENTLY comments_post_id_idx;" in words
    assert "CREATE INDEX CONCURRENTLY comments_post_id_idx ON" in words


def test_a_unique_one_is_graver() -> None:
    report = check(postgres(indexes=(index("mail", valid=False, unique=True),)))
    assert "CREATE UNIQUE INDEX CONCURRENTLY" in fires(report)
    assert report.findings[0].severity is Severity.HIGH


def test_what_a_reindex_left_is_only_dropped() -> None:
    words = fires(check(postgres(indexes=(index("a", name="a_idx_ccnew1", valid=False),))))
    assert "CREATE" not in words


def test_quotes_hostile_names() -> None:
    words = fires(check(postgres(indexes=(index("a", name=HOSTILE, valid=False),))))
    assert 'DROP INDEX CONCURRENTLY """; drop table x; --";' in words


def test_leaves_valid_ones_alone() -> None:
    assert quiet(check(postgres(indexes=(key(), index("post_id")))))


def test_leaves_one_that_is_being_built_alone() -> None:
    building = index("post_id", valid=False, being_built=True)
    assert quiet(check(postgres(indexes=(key(), building))))


def test_leaves_an_unused_one_alone() -> None:
    assert quiet(check(postgres(indexes=(index("post_id", scans=0),))))


def test_no_index_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres()).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres(missing={"indexes": "x"})).outcome is Outcome.UNKNOWN
    assert not_looked_at("postgres.invalid_index").outcome is Outcome.UNKNOWN
