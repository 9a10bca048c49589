"""What a look at PgBouncer says of the vitals."""

from checks.core import Confidence, Looks
from checks.fill import fill
from tests.checks.postgres.small import pgbouncer, pool, traffic


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


def test_the_mode_and_the_longest_wait_of_its_pools() -> None:
    seen = pgbouncer(
        pools=(
            pool(mode="transaction", longest_wait_s=0.2),
            pool(mode="transaction", longest_wait_s=3.5),
        )
    )
    vitals = fill(Looks().with_(seen))
    assert vitals.pooler_mode is not None and vitals.pooler_mode.value == "transaction"
    assert vitals.number("pooler_max_wait_s") == 3.5


def test_pools_of_several_modes_have_none() -> None:
    seen = pgbouncer(pools=(pool(mode="transaction"), pool(mode="session")))
    assert fill(Looks().with_(seen)).pooler_mode is None
    for none in (pgbouncer(pools=()), pgbouncer(pools=None)):
        vitals = fill(Looks().with_(none))
        assert vitals.pooler_mode is None and vitals.pooler_max_wait_s is None
