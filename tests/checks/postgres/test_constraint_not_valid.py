"""A constraint that old rows were never checked for."""

from checks.core import Outcome, Reason
from checks.postgres.constraint_not_valid import check
from checks.probes.postgres import Unproven
from tests.checks.postgres.small import HOSTILE, fires, not_looked_at, postgres, quiet


def test_fires_with_the_statement_that_checks_it() -> None:
    left = Unproven(schema="public", table="orders", name="orders_user_fk", kind="foreign key")
    words = fires(check(postgres(unproven=(left,), constraints_total=4)))
    assert "ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;" in words


def test_quotes_hostile_names() -> None:
    left = Unproven(schema="s", table=HOSTILE, name="c", kind="check")
    assert 's."""; drop table x; --"' in fires(check(postgres(unproven=(left,))))


def test_leaves_validated_ones_alone() -> None:
    assert quiet(check(postgres(unproven=(), constraints_total=4)))


def test_none_not_looked_for_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(unproven=())).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"unproven": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.constraint_not_valid").outcome is Outcome.UNKNOWN
