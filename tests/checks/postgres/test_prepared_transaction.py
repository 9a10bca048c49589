"""A prepared transaction that nobody finishes."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.prepared_transaction import check
from checks.probes.postgres import Prepared
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet


def run(age_s: float, name: str = "pay-7") -> Report:
    left = Prepared(name=name, database="shop", age_s=age_s, xid_age=1200)
    return check(postgres(prepared=(left,)))


def test_fires_with_both_ways_to_finish_it() -> None:
    report = run(600.0)
    words = fires(report)
    assert "'pay-7' in database shop was prepared 10 min ago" in words
    assert "COMMIT PREPARED 'pay-7'; or ROLLBACK PREPARED 'pay-7';" in words
    assert report.findings[0].severity is Severity.MEDIUM


def test_an_hour_is_high() -> None:
    assert run(3600.0).findings[0].severity is Severity.HIGH


def test_leaves_one_that_is_being_finished_alone() -> None:
    assert quiet(run(299.0))


def test_none_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(prepared=())).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres(missing={"prepared": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.prepared_transaction").outcome is Outcome.UNKNOWN
