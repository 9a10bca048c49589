"""Times that scatter far around their mean."""

from checks.core import Outcome, Reason, Report
from checks.postgres.unsteady_statement import check
from checks.probes.postgres import Statement
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)


def scattered(deviation_ms: float, mean_ms: float = 10.0, calls: int = 1000) -> Statement:
    squares = calls * (deviation_ms**2 + mean_ms**2)
    return statement("select * from carts where id = $1", calls, mean_ms, squares_ms2=squares)


def run(*rows: Statement) -> Report:
    return check(postgres(statements=statements(*rows)))


def test_fires_with_mean_and_deviation() -> None:
    assert "mean 10 ms, deviation 50 ms" in fires(run(scattered(50.0)))


def test_leaves_ordinary_scatter_alone() -> None:
    assert quiet(run(scattered(19.0)))


def test_leaves_alone_what_is_quick_what_is_light_and_what_is_not_known() -> None:
    assert quiet(run(scattered(50.0, mean_ms=4.0)))
    assert quiet(run(scattered(50.0), statement("select 1 from a", calls=10**6, mean_ms=10.0)))
    assert quiet(run(statement("select * from carts where id = $1")))


def test_too_few_calls_a_missing_part_and_not_looked_at() -> None:
    assert run(scattered(50.0, calls=60)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"statements": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.unsteady_statement").outcome is Outcome.UNKNOWN
