"""A foreign key of a larger table wants an index that begins with its columns."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.foreign_key_without_index import check
from checks.probes.postgres import ForeignKey, Index, Postgres, Table
from tests.checks.postgres.small import HOSTILE, fires, index, not_looked_at, postgres, quiet, table

KEY = ForeignKey(
    schema="public", table="comments", name="fk", columns=("post_id",),
    references_schema="public", references="posts",
)  # fmt: skip


def seen(*indexes: Index, rows: int = 200_000, **changes: object) -> Postgres:
    given: tuple[Table, ...] = (table(rows=rows),)
    return postgres(**{"tables": given, "indexes": indexes, "foreign_keys": (KEY,), **changes})


def test_fires_without_any_index() -> None:
    report = check(seen())
    assert "CREATE INDEX CONCURRENTLY ON comments (post_id);" in fires(report)
    assert report.findings[0].severity is Severity.HIGH


def test_fires_when_the_column_comes_second() -> None:
    fires(check(seen(index("author_id", "post_id"))))


def test_fires_when_the_index_is_invalid_partial_or_no_btree() -> None:
    for broken in ({"valid": False}, {"partial": True}, {"method": "hash"}):
        fires(check(seen(index("post_id", **broken))))


def test_quotes_hostile_names() -> None:
    key = ForeignKey(
        schema="public", table=HOSTILE, name="fk", columns=("order",),
        references_schema="public", references="posts",
    )  # fmt: skip
    words = fires(check(seen(tables=(table(HOSTILE),), foreign_keys=(key,))))
    assert 'CREATE INDEX CONCURRENTLY ON """; drop table x; --" ("order");' in words


def test_weighs_by_rows() -> None:
    severities = [check(seen(rows=rows)).findings[0].severity for rows in (600, 20_000, 200_000)]
    assert severities == [Severity.LOW, Severity.MEDIUM, Severity.HIGH]


def test_leaves_alone_what_is_indexed() -> None:
    assert quiet(check(seen(index("post_id"))))
    assert quiet(check(seen(index("post_id", "created_at"))))
    assert quiet(check(seen(index("post_id", unique=True, constraint=True))))


def test_leaves_alone_a_composite_key_in_another_order() -> None:
    both = ForeignKey(
        schema="public", table="comments", name="fk", columns=("a", "b"),
        references_schema="public", references="posts",
    )  # fmt: skip
    assert quiet(check(seen(index("b", "a", "c"), foreign_keys=(both,))))
    fires(check(seen(index("a", "c", "b"), foreign_keys=(both,))))


def test_leaves_small_tables_alone() -> None:
    report = check(seen(rows=499))
    assert quiet(report) and report.eligible == 0


def test_no_foreign_key_is_no_question() -> None:
    assert check(seen(foreign_keys=())).outcome is Outcome.NOT_APPLICABLE


def test_a_part_that_could_not_be_read_is_unknown() -> None:
    report = check(seen(missing={"indexes": "time ran out"}))
    assert report.outcome is Outcome.UNKNOWN and report.reason is Reason.ERROR


def test_not_looked_at() -> None:
    assert not_looked_at("postgres.foreign_key_without_index").outcome is Outcome.UNKNOWN
