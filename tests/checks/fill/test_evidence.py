"""The table from evidence to vitals holds what the fillers fill and names checks that exist."""

from checks.engine import discover
from checks.fill import from_pgbouncer, from_postgres
from checks.fill.evidence import EVIDENCE
from checks.probes.postgres import Sequence, Wal, look
from checks.vitals import names
from tests.checks.postgres.small import (
    activity,
    counters,
    key,
    pgbouncer,
    postgres,
    statement,
    statements,
    table,
)
from tests.servers import run

FULL = postgres(
    activity=activity(), counters=counters(blocks_hit=90_000, blocks_read=10_000), tables=(table(bytes_grown=5),),
    indexes=(key(),),
    statements=statements(statement("select * from comments where post_id = $1", calls=2000, mean_ms=20.0)),
    sequences=(Sequence(schema="public", table="t", column="id", type="integer", last=9, limit=2**31 - 1,
                        grown=2),),
    database_bytes=10**9, xid_age=10**6, replica_lag_s=0.1, xid_age_grown=5,
    wal=Wal(position=10**12, written=10**6), database_bytes_grown=7, window_s=3600.0,
)  # fmt: skip


def test_every_vital_that_a_look_fills_is_in_the_table() -> None:
    filled = {one.name for one in (*from_postgres.facts(FULL), *from_pgbouncer.facts(pgbouncer()))}
    assert filled == set(EVIDENCE)


def test_it_names_vitals_and_checks_that_exist() -> None:
    assert set(EVIDENCE) <= set(names())
    named = {check for one in EVIDENCE.values() for check in one.checks}
    assert named <= set(discover())


def test_the_reading_is_where_the_fact_says_it_comes_from() -> None:
    for fact in (*from_postgres.facts(FULL), *from_pgbouncer.facts(pgbouncer())):
        reading = EVIDENCE[fact.name].reading.split(",")[0].split(" and ")[0]
        said = fact.where.replace("pg_class.reltuples", "pg_class")
        special = fact.name in ("statement_stats", "statement_window_s")
        assert special or reading in said, (fact.name, reading, fact.where)


def test_a_real_look_fills_nothing_else(database: str) -> None:
    run(database, "create extension pg_stat_statements", "create table t (id serial primary key)")
    filled = {one.name for one in from_postgres.facts(look(database))}
    assert filled <= set(EVIDENCE) and len(filled) >= 8
