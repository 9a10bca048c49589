"""What a look at PgBouncer says of the vitals."""

from checks.core import Confidence, Looks
from checks.fill import fill
from tests.checks.postgres.small import pgbouncer, traffic


def test_the_pooler_is_there_and_its_mean_wait_is_a_lower_bound() -> None:
    busy = pgbouncer(traffic=(traffic(wait_ms=30_000.0),), window_s=60.0)
    vitals = fill(Looks().with_(busy))
    assert vitals.pooler is not None and vitals.pooler.value == "pgbouncer"
    wait = vitals.pool_wait_ms
    assert wait is not None and wait.value == 3.0 and wait.confidence is Confidence.MEDIUM
    assert "usually higher" in wait.where and wait.window == "last 60 s"


def test_totals_and_few_transactions_are_unsure() -> None:
    for seen in (pgbouncer(), pgbouncer(traffic=(traffic(transactions=10),), window_s=60.0)):
        wait = fill(Looks().with_(seen)).pool_wait_ms
        assert wait is not None and wait.confidence is Confidence.LOW


def test_a_pooler_without_traffic_has_no_wait() -> None:
    for seen in (pgbouncer(traffic=()), pgbouncer(traffic=None)):
        assert fill(Looks().with_(seen)).pool_wait_ms is None
