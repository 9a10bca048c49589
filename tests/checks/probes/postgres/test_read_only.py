"""Proof that a look only reads: by the server's own log, and by what `--show-sql` shows against that log."""

import re
import time
from pathlib import Path

import psycopg
import pytest

from checks.probes.postgres import look
from scaffold.demo.postgres import Postgres
from tests.cli.program import program
from tests.servers import run, server

HARMLESS = re.compile(
    r"^(begin transaction isolation level read committed read only|set local \w+ = \S+|set (local )?search_path ="
    r" pg_catalog|set statement_timeout = \d+|set default_transaction_read_only = on"
    r"|savepoint rung|release savepoint rung|rollback to savepoint rung|select\b|with mine as \(\s*select\b"
    r"|with locked as materialized \(\s*select\b)",
    re.IGNORECASE,
)
WRITES = re.compile(
    r"\b(insert|update|delete|merge|truncate|create|drop|alter|grant|vacuum|analyze|copy|lock table|reindex|call"
    r"|pg_terminate_backend|pg_cancel_backend|pg_reload_conf|set_config|nextval|setval|pg_stat_reset\w*"
    r"|pg_switch_wal|lo_\w+|pg_advisory\w*|for (update|share))\b\s*\(?",
    re.IGNORECASE,
)
SESSIONS = "select count(*) from pg_stat_activity where application_name = 'rung'"


def logged(one: Postgres) -> list[str]:
    """Every statement that the server received, in one line each."""
    text = (one.folder / "log").read_text(errors="replace")
    entries = re.split(r"(?m)^\d{4}-\d\d-\d\d [^\n]*? LOG:  ", text)
    found = [said for entry in entries if (said := entry.partition("statement: ")[2])]
    return [" ".join(re.split(r"(?m)^\d{4}-\d\d-\d\d ", said)[0].split()) for said in found]


def test_every_statement_that_reaches_the_server_reads_and_is_shown(tmp_path: Path) -> None:
    with server({"log_statement": "all"}) as one:
        run(one.url, "create extension pg_stat_statements")
        before = len(logged(one))
        ran = program(
            "assess", "--database-url", one.url, "--show-sql", "--seconds", 1.5, "--json", tmp_path
        )
        sent = logged(one)[before:]
    assert ran.code == 0 and len(sent) > 60
    for statement in sent:
        for part in statement.split("; "):
            assert HARMLESS.match(part), part
        assert not WRITES.search(re.sub(r"'[^']*'", "", statement.replace("n_tup_upd", ""))), (
            statement
        )
    shown = {_same(line) for line in ran.err.splitlines()}
    assert {_same(one) for one in sent} == shown, "--show-sql lists exactly what was sent"


def _same(statement: str) -> str:
    return re.sub(r"statement_timeout = \d+", "", statement).rstrip("; ")


def test_the_transaction_refuses_to_write(database: str) -> None:
    told: list[str] = []
    look(database, sessions=1, tell=told.append)
    begin = next(one for one in told if one.startswith("begin"))
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(begin)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            one.execute("create table t (id int)")


def test_a_server_that_is_read_only_by_default_is_seen_whole() -> None:
    with server({"default_transaction_read_only": "on"}) as one:
        seen = look(one.url)
    assert set(seen.missing) == {"statements"}, "the extension is not created"
    assert seen.activity is not None and seen.counters is not None


def test_nothing_is_counted_as_written_and_no_session_stays(database: str) -> None:
    counts = (
        "select xact_rollback, tup_inserted, tup_updated, tup_deleted from pg_stat_database"
        " where datname = current_database()"
    )
    with psycopg.connect(database, autocommit=True) as one:
        one.execute("select pg_stat_force_next_flush()")
        before = one.execute(counts).fetchone()
        seen = look(database)
        one.execute("select pg_stat_force_next_flush()")
        after = one.execute(counts).fetchone()
        # A session that was closed leaves the server a moment later.
        deadline = time.monotonic() + 5
        while (left := one.execute(SESSIONS).fetchone()) != (0,) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert before is not None and after is not None and before[1:] == after[1:]
    assert left == (0,) and seen.look_s < 5
