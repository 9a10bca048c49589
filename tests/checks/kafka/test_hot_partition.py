"""One partition holds what is unread."""

from checks.kafka.hot_partition import check
from tests.checks.kafka.small import group, kafka, lag
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_most_of_it_in_one() -> None:
    words = fires(check(kafka(group(lag(lag=10_000, worst=9500)))))
    assert "one of 6 partitions of orders holds 95 % of the 10,000 records" in words


def test_leaves_a_spread_lag_alone() -> None:
    assert quiet(check(kafka(group(lag(lag=10_000, worst=2000)))))


def test_leaves_few_records_alone() -> None:
    assert quiet(check(kafka(group(lag(lag=12, worst=12)))))
    assert quiet(check(kafka()))


def test_two_partitions_are_not_judged() -> None:
    assert unsure(check(kafka(group(lag(partitions=2, lag=10_000, worst=9500)))))
    assert unsure(check(kafka(missing={"groups": "time-out"})))
    not_looked_at("kafka.hot_partition")
