"""Verify through the real program, on a real database: before and after its index is really there."""

import json
from pathlib import Path

import psycopg
import pytest

from scaffold.migrate import run
from tests.cli.program import matches, rung


@pytest.fixture
def orders(shop: Path, database: str) -> str:
    """The shop's database with enough orders for an index to matter, and a few hundred reads on record."""
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension if not exists pg_stat_statements")
        admin.execute((shop / "schema.sql").read_text(encoding="utf-8"))
        admin.execute("insert into customers select i, 'c' || i from generate_series(1, 2000) i")
        admin.execute(
            "insert into orders select i, 1 + i % 2000, i % 90 from generate_series(1, 200000) i"
        )
        admin.execute("analyze")
        admin.execute("select pg_stat_statements_reset()")
        for customer in range(150):
            admin.execute("select id, total from orders where customer_id = %s", (customer,))
    return database


def built(shop: Path, database: str) -> list[Path]:
    """Add the rung; the SQL files that it wrote."""
    ran = rung("add", "query_index", shop, "--yes", "--database-url", database)
    assert ran.code == 0, ran.err
    return sorted((shop / "db" / "indexes").glob("*.sql"))


def test_code_1_until_the_index_is_there(shop: Path, orders: str) -> None:
    files = built(shop, orders)
    assert files
    verify = ("verify", "--rung", "query_index", shop, "--database-url", orders, "--seconds", "0.5")
    before = rung(*verify)
    assert before.code == 1, before.out + before.err
    assert "query_index does not do its job" in before.out

    run(orders, files)
    after = rung(*verify)
    assert after.code == 0, after.out + after.err
    assert "query_index does its job" in after.out
    page = json.loads(rung(*verify, "--json").out)
    assert set(page) == {"schema", "rung", "passed", "checks", "predicted", "measured"}
    assert page["passed"] is True


def test_a_rung_that_is_not_built_here(shop: Path) -> None:
    ran = rung("verify", "--rung", "pool", shop, "--database-url", "postgresql://127.0.0.1:9/shop")
    assert ran.code == 2
    assert "not built here" in ran.err


def test_nothing_to_look_at(shop: Path) -> None:
    rung("add", "pool", shop, "--yes")
    ran = rung("verify", "--rung", "pool", shop)
    assert ran.code == 2
    assert "--database-url" in ran.err


def test_a_rung_that_rung_does_not_build(shop: Path) -> None:
    ran = rung("verify", "--rung", "shard", shop, "--url", "http://127.0.0.1:9/")
    assert ran.code == 2
    assert "cannot build shard yet" in ran.err


def test_the_screen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from checks.core import Fact
    from cli.screen.verify import show
    from playbooks.core import Prediction
    from scaffold.core import Verification

    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    promise = Prediction(
        vital="sessions_per_request", before=6.0, low=0.0, high=1.2, unit="1", formula=""
    )
    show(
        Verification(
            rung="pool",
            checks=(
                ("64 clients share 8 sessions", True, "8 sessions at most"),
                ("a busy pool refuses in time", False, "waited 30 s"),
            ),
            predicted=promise,
            measured=Fact(name="sessions_per_request", value=0.02, unit="1"),
        )
    )
    matches("verify", capsys.readouterr().out)
