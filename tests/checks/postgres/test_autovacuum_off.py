"""Autovacuum off, for all or for one."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.autovacuum_off import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, settings, table


def run(*tables: Table, autovacuum: str = "on", track_counts: str = "on") -> Report:
    known = settings(autovacuum=autovacuum, track_counts=track_counts)
    return check(replace(known, tables=tables, tables_total=len(tables)))


def test_fires_for_the_server() -> None:
    report = run(autovacuum="off")
    assert "ALTER SYSTEM SET autovacuum = on;" in fires(report)
    assert report.findings[0].severity is Severity.HIGH
    assert "track_counts is off" in fires(run(track_counts="off"))


def test_fires_for_a_table() -> None:
    exempt = table("queue", options=("autovacuum_enabled=false",), dead_rows=5000)
    words = fires(run(exempt, table()))
    assert "queue is exempt from autovacuum (5,000 dead rows now)" in words
    assert "ALTER TABLE queue RESET (autovacuum_enabled);" in words


def test_leaves_on_and_tuned_alone() -> None:
    assert quiet(run(table(options=("autovacuum_enabled=true", "fillfactor=90"))))


def test_leaves_a_small_table_alone() -> None:
    assert quiet(run(table(rows=900, options=("autovacuum_enabled=false",))))


def test_an_unknown_setting_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.autovacuum_off").outcome is Outcome.UNKNOWN
