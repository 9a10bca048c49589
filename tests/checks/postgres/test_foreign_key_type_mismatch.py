"""A foreign key of another type than its parent's key."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.foreign_key_type_mismatch import check
from checks.probes.postgres import ForeignKey
from tests.checks.postgres.small import HOSTILE, fires, not_looked_at, postgres, quiet


def key(own: str, theirs: str, column: str = "user_id") -> ForeignKey:
    return ForeignKey(
        schema="public", table="orders", name="fk", columns=(column,), references_schema="public",
        references="users", types=(own,) if own else (), references_types=(theirs,) if theirs else (),
    )  # fmt: skip


def run(*keys: ForeignKey) -> Report:
    return check(postgres(foreign_keys=keys))


def test_fires_for_a_narrower_integer() -> None:
    report = run(key("integer", "bigint"))
    words = fires(report)
    assert "orders.user_id is integer and points to users, whose key is bigint" in words
    assert "ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;" in words
    assert report.findings[0].severity is Severity.HIGH


def test_other_pairs_are_low_and_names_are_quoted() -> None:
    report = run(key("character varying(36)", "text", HOSTILE))
    assert report.findings[0].severity is Severity.LOW
    assert '"""; drop table x; --"' in fires(report)


def test_leaves_equal_types_alone() -> None:
    assert quiet(run(key("bigint", "bigint"), key("uuid", "uuid")))


def test_no_key_unknown_types_a_missing_part_and_not_looked_at() -> None:
    assert run().outcome is Outcome.NOT_APPLICABLE
    assert run(key("", "")).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"foreign_keys": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.foreign_key_type_mismatch").outcome is Outcome.UNKNOWN
