"""Plans that rest on a table that is gone."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report
from checks.postgres.stale_statistics import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings, table


def run(*tables: Table, **known: str) -> Report:
    return check(replace(settings(**known), tables=tables, tables_total=len(tables)))


def test_fires_at_twice_the_changes() -> None:
    words = fires(run(table("orders", changed=60_000)))
    assert "60,000 rows of orders (200,000 rows) changed since it was last analyzed" in words
    assert "ANALYZE orders;" in words


FRESH = table(rows=-1, live_rows=50_000, bytes=1, total_bytes=1, changed=50_000, analyzed=False)


def test_fires_for_a_table_that_nobody_will_ever_analyze() -> None:
    assert "never analyzed" in fires(run(FRESH, autovacuum="off"))
    fires(run(replace(FRESH, options=("autovacuum_enabled=false",))))


def test_fires_when_autovacuum_had_its_time() -> None:
    fires(check(postgres(tables=(FRESH,), tables_total=1, window_s=200.0)))
    still_written = replace(FRESH, inserted=900)
    assert quiet(check(postgres(tables=(still_written,), tables_total=1, window_s=200.0)))


def test_leaves_a_fresh_restore_to_autovacuum() -> None:
    assert quiet(run(FRESH))


def test_the_tables_own_rule_counts() -> None:
    fires(run(table(changed=11_000, options=("autovacuum_analyze_scale_factor=0.02",))))
    assert quiet(run(table(changed=60_000), autovacuum_analyze_scale_factor="0.5"))


def test_leaves_alone_what_autovacuum_will_do_and_what_changed_little() -> None:
    assert quiet(run(table(changed=30_000)))
    assert quiet(run(table(rows=10_000, changed=9_000)))


def test_leaves_a_fresh_restore_with_statistics_alone() -> None:
    assert quiet(run(table(changed=0)))


def test_small_tables_a_missing_part_and_not_looked_at() -> None:
    assert run(table(rows=9_000, changed=9_000)).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.stale_statistics").outcome is Outcome.UNKNOWN
