"""Updates that write into every index."""

from checks.core import Outcome, Reason, Report
from checks.postgres.few_hot_updates import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, table


def run(*tables: Table) -> Report:
    return check(postgres(tables=tables, tables_total=len(tables)))


def test_fires_when_hardly_any_is_hot() -> None:
    words = fires(run(table("carts", updated=50_000, hot_updated=2_000)))
    assert "only 4.0 % of 50,000 updates of carts" in words and "fillfactor = 85" in words


def test_fires_when_many_go_to_another_page() -> None:
    full = table(
        updated=50_000, hot_updated=30_000, newpage_updated=15_000, options=("fillfactor=95",)
    )
    words = fires(run(full))
    assert "30 % to another page" in words and "(fillfactor is 95)" in words


def test_leaves_hot_tables_alone() -> None:
    assert quiet(run(table(updated=50_000, hot_updated=45_000, newpage_updated=900)))


def test_a_table_that_is_hardly_updated_is_no_evidence() -> None:
    assert run(table(updated=9_999)).reason is Reason.INSUFFICIENT
    assert run(table(inserted=10**7)).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"tables": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.few_hot_updates").outcome is Outcome.UNKNOWN
