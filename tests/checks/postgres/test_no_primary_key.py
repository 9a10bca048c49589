"""A table whose rows have no name."""

from checks.core import Outcome, Reason, Report
from checks.postgres.no_primary_key import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import HOSTILE, fires, not_looked_at, postgres, quiet, table


def run(*tables: Table) -> Report:
    return check(postgres(tables=tables, tables_total=len(tables)))


def test_fires_with_both_ways() -> None:
    words = fires(run(table("logs", primary_key=False), table()))
    assert "logs (200,000 rows) has no primary key" in words and "USING INDEX" in words
    assert "GENERATED ALWAYS AS IDENTITY" in words


def test_quotes_hostile_names() -> None:
    assert '"""; drop table x; --"' in fires(run(table(HOSTILE, primary_key=False)))


def test_leaves_keys_partitions_and_views_alone() -> None:
    assert quiet(run(table(), table("p1", primary_key=False, kind="partition")))
    assert quiet(run(table(), table("v", primary_key=False, kind="materialized view")))


def test_leaves_tiny_tables_alone() -> None:
    assert quiet(run(table(), table("flags", rows=99, primary_key=False)))


def test_an_empty_database_a_missing_part_and_not_looked_at() -> None:
    assert run().reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"tables": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.no_primary_key").outcome is Outcome.UNKNOWN
