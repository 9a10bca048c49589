"""A logical subscription that stands still."""

from checks.core import Outcome, Reason, Report, Severity
from checks.probes.postgres import Replication, Subscription
from checks.replication.subscription_stopped import check
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet


def run(*several: Subscription) -> Report:
    return check(postgres(replication=Replication(subscriptions=several)))


def one(**changes: object) -> Subscription:
    given = {"name": "orders_sub", "enabled": True, "working": True, **changes}
    return Subscription(**given)  # type: ignore[arg-type]


def test_fires_without_a_worker() -> None:
    report = run(one(working=False, errors=7))
    assert "subscription orders_sub has no worker, 7 errors so far" in fires(report)
    assert report.findings[0].severity is Severity.HIGH


def test_fires_when_disabled() -> None:
    assert "ALTER SUBSCRIPTION orders_sub ENABLE;" in fires(run(one(enabled=False, working=False)))


def test_fires_for_tables_out_of_step() -> None:
    report = run(one(waiting_tables=("public.a", "public.b")))
    assert "2 tables that are not in step (public.a, public.b)" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM


def test_leaves_a_working_one_alone() -> None:
    assert quiet(run(one(errors=0)))


def test_none_not_looked_for_a_missing_part_and_not_looked_at() -> None:
    assert run().outcome is Outcome.NOT_APPLICABLE
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"subscriptions": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.subscription_stopped").outcome is Outcome.UNKNOWN
