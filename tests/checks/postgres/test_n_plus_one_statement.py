"""One cheap statement makes up most of the calls."""

from checks.core import Confidence, Outcome, Reason
from checks.postgres.n_plus_one_statement import check
from checks.probes.postgres import Kind, Postgres, Statement
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)

LOOP = statement("select name from users where id = $1", calls=20_000, mean_ms=0.05)
LIST = statement("select * from posts where author_id = $1 limit $2", mean_ms=3.0, rows=10_000)


def seen(*rows: Statement, **changes: object) -> Postgres:
    return postgres(**{"statements": statements(*rows), **changes})


def test_fires_and_shows_the_statement() -> None:
    report = check(seen(LOOP, LIST))
    assert "select name from users where id = $1" in fires(report)
    assert report.findings[0].confidence is Confidence.LOW


def test_a_long_text_is_cut() -> None:
    long = statement(f"select {'a, ' * 200} b from users where id = $1", calls=9000, mean_ms=0.1)
    assert "..." in fires(check(seen(long, LIST)))


def test_leaves_alone_slow_statements() -> None:
    assert quiet(check(seen(statement("select a from b where c = $1", calls=9000, mean_ms=9.0))))


def test_leaves_alone_lists() -> None:
    assert quiet(
        check(seen(statement("select a from b where c = $1", calls=9000, mean_ms=0.5, rows=90_000)))
    )


def test_leaves_alone_writes() -> None:
    write = statement("insert into log values ($1)", calls=9000, mean_ms=0.1, kind=Kind.WRITE)
    assert quiet(check(seen(write, LIST)))


def test_leaves_alone_an_even_mix() -> None:
    mix = [statement(f"select a from t{n} where c = $1", calls=2000, mean_ms=0.1) for n in range(5)]
    assert quiet(check(seen(*mix)))


def test_leaves_alone_pings() -> None:
    assert quiet(check(seen(statement("select $1", calls=9000, mean_ms=0.01), LIST)))


def test_too_few_calls_are_not_judged() -> None:
    few = statement("select name from users where id = $1", calls=900, mean_ms=0.05)
    assert check(seen(few)).reason is Reason.INSUFFICIENT


def test_no_statistics_and_not_looked_at() -> None:
    assert check(seen(statements=None, missing={"statements": "x"})).outcome is Outcome.UNKNOWN
    assert not_looked_at("postgres.n_plus_one_statement").outcome is Outcome.UNKNOWN
