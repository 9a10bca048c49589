"""Whether it can be told which statements own the time."""

from checks.core import Outcome, Reason
from checks.postgres.statement_stats_absent import check
from checks.probes.postgres.statements import NOT_INSTALLED, NOT_LOADED
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    statement,
    statements,
)


def test_fires_and_keeps_what_is_already_loaded() -> None:
    settings = {"shared_preload_libraries": "auto_explain, timescaledb"}
    words = fires(check(postgres(missing={"statements": NOT_INSTALLED}, settings=settings)))
    assert "'auto_explain,timescaledb,pg_stat_statements'" in words


def test_loaded_but_not_created_needs_no_restart() -> None:
    settings = {"shared_preload_libraries": "pg_stat_statements"}
    words = fires(check(postgres(missing={"statements": NOT_INSTALLED}, settings=settings)))
    assert "restart the server" not in words and "CREATE EXTENSION" in words


def test_created_but_not_loaded_fires() -> None:
    assert "ALTER SYSTEM" in fires(check(postgres(missing={"statements": NOT_LOADED})))


def test_fires_when_the_texts_are_hidden() -> None:
    hidden = statements(statement(""), hidden_share=0.9)
    words = fires(check(postgres(statements=hidden, user="My App")))
    assert 'GRANT pg_read_all_stats TO "My App";' in words


def test_leaves_statistics_alone() -> None:
    assert quiet(check(postgres(statements=statements(statement("select 1")))))


def test_leaves_an_empty_list_alone() -> None:
    assert quiet(check(postgres(statements=statements())))


def test_leaves_a_few_hidden_texts_alone() -> None:
    assert quiet(check(postgres(statements=statements(statement("select 1"), hidden_share=0.3))))


def test_a_look_without_time_is_unknown() -> None:
    report = check(postgres(missing={"statements": "the look's time ran out before this part"}))
    assert report.outcome is Outcome.UNKNOWN and report.reason is Reason.ERROR


def test_not_looked_at() -> None:
    assert not_looked_at("postgres.statement_stats_absent").outcome is Outcome.UNKNOWN
