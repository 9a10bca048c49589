"""A look that is kept, and the next one: no value of anybody's data in the file, rates and changes from it."""

import json
from pathlib import Path

import psycopg
import pytest

from tests.cli.program import rung
from tests.servers import run

SECRETS = [
    "create table people (id int primary key, mail text)",
    "create index bobs on people (id) where mail = 's3cr3t@example.org'",
    "create index other on people (id) where mail = 'an0ther'",
    "insert into people values (1, 's3cr3t')",
    "select * from people where mail = 's3cr3t' -- s3cr3t",
    "select /* s3cr3t */ count(*) from people where mail like E's3cr3t\\'%'",
    "set application_name = 's3cr3t'",
    "do $$ begin perform 's3cr3t'; end $$",
    "create role somebody password 's3cr3t'",
    "alter role somebody password 's3cr3t'",
    "prepare p as select 's3cr3t'::text where 1 = 4111111111111111",
    "comment on table people is 's3cr3t'",
    "begin; declare c cursor for select * from people where mail = $q$s3cr3t$q$; close c; commit",
]


def kept(database: str, project: Path, file: Path, *more: str) -> dict[str, object]:
    """Look, keep, and read what was kept."""
    ran = rung("assess", "--database-url", database, "--save", file, *more, project)
    assert ran.code == 0, ran.err
    return dict(json.loads(file.read_text()))


def test_no_value_of_anybodys_data_is_kept(database: str, project: Path, tmp_path: Path) -> None:
    run(database, "create extension pg_stat_statements", *SECRETS)
    try:
        data = kept(database, project, tmp_path / "look.json")
    finally:
        run(database, "drop role somebody")
    text = (tmp_path / "look.json").read_text()
    for secret in ("s3cr3t", "an0ther", "4111111111111111"):
        assert secret not in text, secret
    snapshots = data["snapshots"]
    assert isinstance(snapshots, dict)
    definitions = [
        one["definition"]
        for one in snapshots["Postgres"]["indexes"]
        if "WHERE" in one["definition"]
    ]
    assert (
        len(definitions) == 2
        and definitions[0].split("WHERE")[1] != definitions[1].split("WHERE")[1]
    )


def test_the_next_look_tells_what_changed(database: str, project: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.json"
    run(database, "create extension pg_stat_statements", "create table a (id bigint primary key)")
    kept(database, project, first)
    run(
        database,
        "create table b (id bigint primary key)",
        "alter table a add check (id > 0) not valid",
    )
    ran = rung("assess", "--database-url", database, "--from", first, project, width=120)
    assert ran.code == 0 and "Changed since the saved look" in ran.out
    assert "was not there ->" in ran.out and "a_id_check" in ran.out
    same = rung("assess", "--database-url", database, "--from", first, "--json", project)
    changed = json.loads(same.out)["changes"]
    assert {one["kind"] for one in changed} >= {"table", "index", "finding"}
    alone = rung("assess", "--from", first, project)
    assert alone.code == 0 and "Changed since" not in alone.out


def test_a_saved_look_is_the_first_glance_of_the_next(
    database: str, project: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    run(database, "create extension pg_stat_statements", "create table a (id bigint primary key)")
    data = kept(database, project, first)
    snapshots = data["snapshots"]
    assert isinstance(snapshots, dict)
    for key in ("at", "started"):
        snapshots["Postgres"][key] -= 7200
    first.write_text(json.dumps(data))
    with psycopg.connect(database, autocommit=True) as one:
        for number in range(40):
            one.execute("select * from a where id = %s", (number,))
    again = kept(database, project, second, "--from", str(first))
    looks, totals = again["snapshots"], again["totals"]
    assert isinstance(looks, dict) and isinstance(totals, dict)
    assert looks["Postgres"]["window_s"] == pytest.approx(7200, abs=60)
    assert looks["Postgres"]["statements"]["calls"] == 40
    assert totals["Postgres"]["window_s"] is None and "PgBouncer" not in totals


def test_a_look_of_a_while_keeps_its_totals_too(
    database: str, project: Path, tmp_path: Path
) -> None:
    data = kept(database, project, tmp_path / "look.json", "--seconds", "1")
    looks, totals = data["snapshots"], data["totals"]
    assert isinstance(looks, dict) and isinstance(totals, dict)
    assert looks["Postgres"]["window_s"] > 0 and totals["Postgres"]["window_s"] is None


def test_a_look_of_last_week_dates_the_end_of_keys_and_of_room(
    database: str, project: Path, tmp_path: Path
) -> None:
    """A million and five thousand of 2,147,483,647 keys used in a week: some 2,136 weeks are left."""
    first = tmp_path / "first.json"
    run(
        database,
        "create table events (id serial primary key, body text)",
        "insert into events (body) values ('first')",
    )
    data = kept(database, project, first)
    snapshots = data["snapshots"]
    assert isinstance(snapshots, dict)
    for key in ("at", "started"):
        snapshots["Postgres"][key] -= 7 * 86_400
    first.write_text(json.dumps(data))
    run(
        database,
        "select setval('events_id_seq', 1000001)",
        "insert into events (body) select repeat('x', 1000) from generate_series(1, 5000)",
    )
    ran = rung("assess", "--database-url", database, "--from", first, "--json", project)
    page = json.loads(ran.out)
    left = page["vitals"]["int4_runway_days"]
    assert left["value"] == pytest.approx((2**31 - 1 - 1_005_001) / 1_005_000 * 7, rel=0.001)
    assert left["where"] == "pg_sequences, public.events.id" and left["confidence"] == "high"
    assert page["vitals"]["database_growth_bytes"]["value"] > 5000 * 1000 / 7
    assert "xid_runway_days" in page["vitals"]
    assert page["vitals"]["table_runway_days"]["where"] == "pg_class, public.events"
