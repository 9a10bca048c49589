"""A narrow key that nears its last number."""

from checks.core import Outcome, Severity
from checks.postgres.int4_exhaustion import check
from checks.probes.postgres import Postgres, Sequence
from tests.checks.postgres.small import HOSTILE, fires, not_looked_at, postgres, quiet

INT4, INT8 = 2**31 - 1, 2**63 - 1


def seen(*used: float, limit: int = INT4, table: str = "orders") -> Postgres:
    kind = "bigint" if limit == INT8 else "integer"
    rows = (
        Sequence(
            schema="public", table=table, column="id", type=kind, last=int(limit * one), limit=limit
        )
        for one in used
    )
    return postgres(sequences=tuple(rows))


def test_fires_with_the_way_out() -> None:
    report = check(seen(0.8, 0.1))
    assert "ALTER TABLE orders ALTER COLUMN id TYPE bigint;" in fires(report)
    assert report.findings[0].severity is Severity.HIGH and len(report.findings) == 1


def test_nine_tenths_are_critical_and_come_first() -> None:
    report = check(seen(0.8, 0.95))
    assert report.findings[0].severity is Severity.CRITICAL


def test_quotes_hostile_names() -> None:
    assert 'ALTER TABLE """; drop table x; --" ' in fires(check(seen(0.8, table=HOSTILE)))


def test_leaves_half_alone() -> None:
    assert quiet(check(seen(0.5, 0.0)))


def test_leaves_just_under_the_bar_alone() -> None:
    assert quiet(check(seen(0.7499)))


def test_wide_keys_are_no_question() -> None:
    assert check(seen(0.1, limit=INT8)).outcome is Outcome.NOT_APPLICABLE


def test_no_sequence_is_no_question() -> None:
    assert check(seen()).outcome is Outcome.NOT_APPLICABLE


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"sequences": "x"})).outcome is Outcome.UNKNOWN
    assert not_looked_at("postgres.int4_exhaustion").outcome is Outcome.UNKNOWN
