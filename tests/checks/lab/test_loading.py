"""Building another's schema: what the lab lacks is left out with its reason, and nothing gets beyond it."""

from pathlib import Path

import psycopg

from checks.lab.blueprint import Blueprint
from checks.lab.loading import entries
from checks.lab.plans import Plan
from checks.lab.shadow import shadow
from checks.lab.source import environment, take

HEAD = "--\n-- Name: {name}; Type: {kind}; Schema: public; Owner: -\n--\n\n{text}\n\n"


def dump(*objects: tuple[str, str, str]) -> Blueprint:
    """A blueprint of these objects: kind, name, text."""
    text = "".join(HEAD.format(kind=kind, name=name, text=text) for kind, name, text in objects)
    return Blueprint(dump=text, version=180000)


def test_the_parts_of_a_dump() -> None:
    text = (
        "\\restrict x\nSET a = 1;\n"
        + dump(("TABLE", "t", "CREATE TABLE t (id int);")).dump
        + "\\unrestrict x\n"
    )
    (one,) = entries(text)
    assert (one.kind, one.name, one.schema, one.text) == (
        "TABLE",
        "t",
        "public",
        "CREATE TABLE t (id int);",
    )


def test_what_is_missing_is_named_and_the_rest_is_there() -> None:
    blueprint = dump(
        ("EXTENSION", "postgis", "CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;"),
        ("TABLE", "places", "CREATE TABLE public.places (id int, at geometry);"),
        (
            "TABLE",
            "shops",
            'CREATE TABLE public.shops (id int primary key, name text COLLATE "pg_catalog"."xx_XX");',
        ),
    )
    with shadow(blueprint) as lab:
        left_out = {(one.kind, one.name) for one in lab.left_out}
        assert left_out == {("extension", "postgis"), ("table", "places")}
        assert isinstance(lab.plan("select * from shops where id = 1"), Plan)


def test_an_option_of_a_column_that_the_lab_does_not_know_costs_no_table() -> None:
    option = 'ALTER TABLE ONLY "public"."t" ALTER COLUMN "id" SET (vendor_option=26489192);'
    blueprint = dump(("TABLE", "t", f'CREATE TABLE "public"."t" (id int);\n{option}'))
    with shadow(blueprint) as lab:
        assert lab.left_out == ()
        assert isinstance(lab.plan("select * from t"), Plan)


def test_a_hostile_blueprint_stays_a_guest(tmp_path: Path) -> None:
    marker = tmp_path / "written"
    tmp_path.chmod(0o777)
    blueprint = dump(
        ("TABLE", "a", f"COPY (SELECT 1) TO PROGRAM 'touch {marker}';"),
        ("EXTENSION", "file_fdw", "CREATE EXTENSION IF NOT EXISTS file_fdw WITH SCHEMA public;"),
        (
            "FUNCTION",
            "f",
            "CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/lib/libc.so.6', 'getpid';",
        ),
        ("TABLE", "b", "ALTER ROLE lab SUPERUSER;"),
        ("SHELL", "c", f"\\! touch {marker}"),
    )
    with shadow(blueprint) as lab:
        assert {one.name for one in lab.left_out} == {"a", "b", "f", "file_fdw"}
        assert lab.rows("select rolsuper from pg_roles where rolname = 'lab'") == [(False,)]
    assert not marker.exists()


def test_a_password_is_passed_where_no_list_of_processes_shows_it() -> None:
    found = environment("postgresql+asyncpg://me:s3cret@db.example:5433/shop?sslmode=require")
    assert (
        found["PGPASSWORD"] == "s3cret"
        and found["PGHOST"] == "db.example"
        and found["PGSSLMODE"] == "require"
    )


def test_rows_stay_where_they_are(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute("create table t (id int, secret text)")
        one.execute("insert into t values (1, 'never to be seen elsewhere')")
    assert "never to be seen" not in take(database).dump
