"""A published table whose rows cannot be named."""

from checks.core import Outcome, Reason, Report
from checks.probes.postgres import Table
from checks.replication.table_without_identity import check
from tests.checks.postgres.small import HOSTILE, fires, not_looked_at, postgres, quiet, table


def run(*tables: Table) -> Report:
    return check(postgres(tables=tables, tables_total=len(tables)))


def test_fires_without_a_key() -> None:
    words = fires(run(table("logs", published=True, primary_key=False)))
    assert "logs is published and has no replica identity" in words
    assert "ALTER TABLE logs ADD PRIMARY KEY" in words


def test_fires_when_the_identity_was_taken_away_and_quotes() -> None:
    words = fires(run(table(HOSTILE, published=True, identity="nothing")))
    assert '"""; drop table x; --"' in words


def test_leaves_keys_full_and_index_alone() -> None:
    assert quiet(
        run(
            table(published=True),
            table("a", published=True, primary_key=False, identity="full"),
            table("b", published=True, primary_key=False, identity="index"),
        )
    )


def test_leaves_unpublished_tables_alone() -> None:
    assert quiet(run(table(published=True), table("logs", primary_key=False)))


def test_nothing_published_a_missing_part_and_not_looked_at() -> None:
    assert run(table(primary_key=False)).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres(missing={"tables": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.table_without_identity").outcome is Outcome.UNKNOWN
