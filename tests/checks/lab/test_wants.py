"""What a statement asks of its tables, read from its text alone."""

import pytest

from checks.accesses import Schema
from checks.lab.candidate import Key
from checks.lab.examples import completed, hidden_parameters
from checks.lab.wants import Want, wants
from checks.probes.postgres import Column, Postgres, Table

COLUMNS = ("id", "a", "b", "c", "at", "name", "doc", "active", "gone")
SCHEMA = Schema(
    Postgres(
        url="", at=0.0, version=180000, database="d",
        tables=tuple(Table(schema="public", name=one, rows=10_000, bytes=1, total_bytes=1) for one in ("t", "u")),
        columns=tuple(Column(schema="public", table=one, name=name) for one in ("t", "u") for name in COLUMNS),
    )
)  # fmt: skip


def only(text: str) -> Want:
    """What the statement wants of the one table in it."""
    found = wants(text, SCHEMA)
    assert found is not None and len(found) == 1
    return found[0]


def names(keys: list[Key]) -> list[str]:
    """The columns or expressions of these keys."""
    return [one.column or one.expression for one in keys]


def test_equality_ranges_and_order() -> None:
    want = only(
        "select a from t where a = $1 and b in ($2,$3) and c > $4 order by at desc, id limit $5"
    )
    assert (names(want.equal), names(want.ranged), names(want.ordered)) == (
        ["a", "b"],
        ["c"],
        ["at", "id"],
    )
    assert [one.descending for one in want.ordered] == [True, False]
    assert want.limited and not want.whole


def test_an_expression_is_kept_as_sql() -> None:
    assert names(only("select id from t x where lower(x.name) = $1").equal) == ["LOWER(name)"]


def test_an_expression_with_a_parameter_is_no_key() -> None:
    assert only("select id from t where doc ->> $1 = $2").equal == []


def test_a_constant_that_a_session_sent_makes_it_one() -> None:
    text = completed(
        "select id from t where doc ->> $1 = $2", "select id from t where doc ->> 'k''ey' = 'v'"
    )
    assert names(only(text).equal) == ["doc ->> 'k''ey'"]


@pytest.mark.parametrize(
    "example",
    ["", "select id from u where doc ->> 'k' = 'v'", "select id from t where doc ->> $3 = 'v'"],
)
def test_an_example_that_does_not_tell_leaves_the_text(example: str) -> None:
    text = "select id from t where doc ->> $1 = $2"
    assert completed(text, example) == text


def test_a_compared_value_is_never_taken_from_an_example() -> None:
    assert hidden_parameters("select id from t where a = $1 and lower(name) = $2") == []


def test_tests_of_null_and_of_booleans() -> None:
    want = only("select id from t where gone is null and at is not null and not active")
    assert want.tests == ["gone IS NULL", "at IS NOT NULL", "NOT active"]
    assert want.equal == []


def test_a_keyset_page_is_one_range() -> None:
    for text in (
        "select id from t where a = $1 and (at, id) < ($2,$3) order by at desc limit 5",
        "select id from t where a = $1 and (at < $2 or (at = $2 and id < $3)) order by at desc limit 5",
    ):
        want = only(text)
        assert (names(want.equal), names(want.ranged), names(want.rest)) == (["a"], ["at"], ["id"])


def test_both_parts_of_an_or_are_wanted() -> None:
    want = only("select id from t where a = $1 or lower(name) = $2")
    ((one, other),) = want.either
    assert names(one.equal) == ["a"] and names(other.equal) == ["LOWER(name)"]


def test_an_or_with_a_part_that_no_index_serves_is_nothing() -> None:
    assert only("select id from t where a = $1 or b <> $2").either == []


def test_patterns_and_documents() -> None:
    want = only("select id from t where name ilike $1 and doc @> $2::jsonb")
    assert names(want.patterns) == ["name"] and names(want.contained) == ["doc"]


def test_joined_tables_want_each_others_columns() -> None:
    found = wants("select t.id from t join u on u.a = t.b where t.c = $1", SCHEMA)
    assert found is not None
    assert {one.table.name: names(one.joined) for one in found} == {"t": ["b"], "u": ["a"]}


def test_what_cannot_be_read_is_none() -> None:
    assert wants("select from where (", SCHEMA) is None


def test_an_update_reads_whole_rows() -> None:
    assert only("update t set b = $1 where a = $2").whole


def test_counting_rows_reads_no_column() -> None:
    counted = only("select avg(a), count(*) from t where b = $1")
    assert not counted.whole and counted.used == {"a", "b"}
    assert only("select count(*) from t where b = $1").used == {"b"}
    assert only("select x.* from t x where b = $1").whole
    assert only("select * from t where b = $1").whole


def test_what_every_part_of_an_or_asks_for_is_asked_for() -> None:
    found = wants(
        "select t.a from t join u on true where (t.a = u.a and t.b = $1 and u.c = $2)"
        " or (t.a = u.a and t.b = $1 and u.c = $3)",
        SCHEMA,
    )
    assert found is not None
    one, other = found
    assert names(one.joined) == names(other.joined) == ["a"]
    assert names(one.equal) == ["b"]


def test_what_one_part_alone_asks_for_is_not() -> None:
    want = only("select id from t where (a = $1 and b = $2) or (a = $1 and c = $3) or b = $4")
    assert want.equal == []


def test_a_beginning_is_a_pattern_too_and_ilike_has_none() -> None:
    begun = only("select id from t where name like lower($1) || '%'")
    assert names(begun.prefixes) == names(begun.patterns) == ["name"]
    assert only("select id from t where name like '%' || $1 || '%'").prefixes == []
    without_case = only("select id from t where name ilike $1 || '%'")
    assert without_case.prefixes == [] and names(without_case.patterns) == ["name"]
