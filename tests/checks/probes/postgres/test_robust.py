"""The report stays whole when a part of the server is out of reach, and each check says why it could not judge."""

import shutil
import time
from collections.abc import Mapping

import psycopg

from checks.core import Looks, Outcome, Reason, Report
from checks.engine import discover, examine
from checks.probes.postgres import Postgres as Seen
from checks.probes.postgres import look
from scaffold.demo.postgres import Postgres
from tests.servers import run, server

SHOP = """
create extension pg_stat_statements;
create table users (id bigint primary key, name text);
create table orders (id bigint primary key, user_id bigint references users, total int);
create index on orders (user_id);
insert into users select i, 'n' from generate_series(1, 20000) i;
insert into orders select i, i % 20000 + 1, i from generate_series(1, 50000) i;
analyze;
"""
STATEMENTS = {
    "slow_statement", "dominant_statement", "rows_per_call", "blocks_per_call", "statement_misses",
    "unsteady_statement", "temp_files", "wal_per_call", "n_plus_one_statement", "missing_index",
}  # fmt: skip


def reports(seen: Seen) -> Mapping[str, Report]:
    """What each check on PostgreSQL says of this look alone."""
    names = [name for name, one in discover().items() if Seen in one.needs and len(one.needs) == 1]
    found = {name: one.report for name, one in examine(Looks().with_(seen), names).items()}
    assert len(found) >= 65
    for name, report in found.items():
        assert report.findings or report.note, f"{name} says nothing"
        assert report.outcome is not Outcome.OK or report.examined > 0, name
    return found


def errors(found: Mapping[str, Report]) -> set[str]:
    """The checks that could not look, by their file's name."""
    return {name.partition(".")[2] for name, one in found.items() if one.reason is Reason.ERROR}


def test_everything_answers_on_a_healthy_server(database: str) -> None:
    run(database, SHOP)
    assert errors(reports(look(database))) == set()


def test_without_pg_monitor(postgres_server: Postgres, database: str) -> None:
    run(database, SHOP, "create role plain login password 'plain'")
    try:
        with psycopg.connect(database):
            found = reports(look(database.replace("postgres:postgres@", "plain:plain@")))
    finally:
        run(database, "drop role plain")
    assert errors(found) == {"wal_folder"}
    hidden = {name for name, one in found.items() if "grant pg_read_all_stats" in one.note}
    assert {
        "postgres.long_query",
        "postgres.idle_in_transaction",
        "postgres.vacuum_held_back",
    } <= hidden
    assert found["postgres.no_primary_key"].outcome is Outcome.OK
    assert found["postgres.statement_stats_absent"].outcome is Outcome.PROBLEM


def test_with_the_rights_that_a_managed_service_gives(database: str) -> None:
    run(database, SHOP, "create role watcher login password 'watcher' in role pg_monitor")
    try:
        with psycopg.connect(database):
            seen = look(database.replace("postgres:postgres@", "watcher:watcher@"))
    finally:
        run(database, "drop role watcher")
    assert seen.missing == {} and seen.sees_all
    assert errors(reports(seen)) == set()


def test_without_pg_stat_statements(database: str) -> None:
    run(database, SHOP, "drop extension pg_stat_statements")
    found = reports(look(database))
    assert errors(found) == STATEMENTS
    assert found["postgres.statement_stats_absent"].outcome is Outcome.PROBLEM


def test_a_table_that_is_locked_all_the_time(database: str) -> None:
    run(database, SHOP)
    with psycopg.connect(database) as other:
        other.execute("lock table orders in access exclusive mode")
        begun = time.monotonic()
        found = reports(look(database))
        assert time.monotonic() - begun < 6
        other.rollback()
    assert errors(found) == set()
    assert found["postgres.no_primary_key"].examined == 2, "the locked table is judged too"


def test_without_the_folder_of_the_log() -> None:
    with server({"logging_collector": "on", "log_directory": "gone"}) as one:
        run(one.url, SHOP)
        shutil.rmtree(one.data / "gone")
        assert errors(reports(look(one.url))) == set()


def test_a_server_that_restarts_in_the_middle() -> None:
    with server() as one:
        run(one.url, SHOP)
        restarted = False

        def restart(statement: str) -> None:
            nonlocal restarted
            if not restarted and "pg_constraint" in statement:
                restarted = True
                one.stop()
                one.start({"shared_preload_libraries": "pg_stat_statements"})

        found = reports(look(one.url, sessions=1, tell=restart))
        assert restarted
        stopped = errors(found)
        assert {"foreign_key_without_index", "constraint_not_valid", "wraparound"} <= stopped
        assert not stopped & (STATEMENTS - {"missing_index"}), "what was read before is judged"
        assert "the server ended this session" in found["postgres.wraparound"].note or "ended" in (
            found["postgres.wraparound"].note
        )
        assert errors(reports(look(one.url))) == set(), "and the next look is whole"
