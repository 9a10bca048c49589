"""An index whose work another one does as well."""

from typing import Any

from checks.core import Outcome
from checks.postgres.duplicate_index import check
from checks.probes.postgres import Index, Postgres
from tests.checks.postgres.small import (
    fires,
    index,
    key,
    not_looked_at,
    postgres,
    quiet,
)


def seen(*indexes: Index) -> Postgres:
    return postgres(indexes=indexes)


def defined(name: str, rest: str, columns: tuple[str, ...], **changes: Any) -> Index:
    return index(
        *columns, name=name, definition=f"CREATE INDEX {name} ON public.comments {rest}", **changes
    )


def test_the_leading_part_of_another_goes() -> None:
    words = fires(check(seen(key(), index("post_id"), index("post_id", "created_at"))))
    assert "DROP INDEX CONCURRENTLY comments_post_id_idx;" in words


def test_of_two_doubles_one_stays() -> None:
    report = check(seen(index("post_id", name="a"), index("post_id", name="b")))
    assert len(report.findings) == 1 and "DROP INDEX CONCURRENTLY a;" in fires(report)


def test_the_double_of_a_key_goes_and_the_key_stays() -> None:
    assert "comments_id_idx;" in fires(check(seen(key(), index("id"))))
    assert "comments_pkey;" not in fires(check(seen(key(), index("id"))))


def test_leaves_another_leading_column_alone() -> None:
    assert quiet(check(seen(index("created_at"), index("post_id", "created_at"))))


def test_leaves_another_table_alone() -> None:
    assert quiet(check(seen(index("post_id"), index("post_id", "x", on="likes"))))


def test_leaves_another_order_or_operator_class_alone() -> None:
    plain = defined("a", "USING btree (name, x)", ("name", "x"))
    assert quiet(check(seen(plain, defined("b", "USING btree (name DESC)", ("name",)))))
    assert quiet(check(seen(plain, defined("c", "USING btree (name text_pattern_ops)", ("name",)))))


def test_leaves_a_partial_one_and_an_including_one_alone() -> None:
    plain = index("post_id", "x")
    partial = defined("p", "USING btree (post_id) WHERE (x > 0)", ("post_id",), partial=True)
    including = defined("i", "USING btree (post_id) INCLUDE (body)", ("post_id",))
    assert quiet(check(seen(plain, partial, including)))


def test_leaves_a_unique_one_alone_that_a_wider_one_does_not_guard() -> None:
    assert quiet(check(seen(index("mail", unique=True), index("mail", "x"))))


def test_leaves_expressions_and_other_methods_alone() -> None:
    lower = defined("l", "USING btree (lower(name))", ("",))
    hashed = defined("h", "USING hash (name)", ("name",), method="hash")
    assert quiet(check(seen(lower, hashed, index("name"))))


def test_leaves_an_invalid_one_alone() -> None:
    assert quiet(check(seen(index("post_id", valid=False), index("post_id", "x"))))


def test_no_index_a_missing_part_and_not_looked_at() -> None:
    assert check(seen()).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres(missing={"indexes": "x"})).outcome is Outcome.UNKNOWN
    assert not_looked_at("postgres.duplicate_index").outcome is Outcome.UNKNOWN
