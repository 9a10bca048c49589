"""A role or a database with a limit of its own."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.session_limit import check
from checks.probes.postgres import SessionLimit
from tests.checks.postgres.small import HOSTILE, fires, not_looked_at, postgres, quiet


def run(used: int, limit: int = 20, kind: str = "role", name: str = "app") -> Report:
    one = SessionLimit(kind=kind, name=name, used=used, limit=limit)
    return check(postgres(limits=(one,)))


def test_fires_for_a_role_and_a_database() -> None:
    words = fires(run(16))
    assert "role app uses 16 of the 20" in words and "ALTER ROLE app CONNECTION LIMIT 40;" in words
    assert "ALTER DATABASE shop" in fires(run(16, kind="database", name="shop"))


def test_nine_tenths_are_high() -> None:
    assert run(18).findings[0].severity is Severity.HIGH
    assert run(15).findings[0].severity is Severity.MEDIUM


def test_quotes_hostile_names() -> None:
    assert '"""; drop table x; --"' in fires(run(20, name=HOSTILE))
    assert "'o''neil'" in fires(run(20, name="o'neil"))


def test_leaves_room_alone() -> None:
    assert quiet(run(14))


def test_no_limit_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(limits=())).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres(missing={"limits": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.session_limit").outcome is Outcome.UNKNOWN
