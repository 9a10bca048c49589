"""The shadow plans as production does, and shows the planner just the indexes that it should see."""

import psycopg

from checks.lab.candidate import Candidate, Key
from checks.lab.known import Known
from checks.lab.plans import Plan
from checks.lab.shadow import Shadow, shadow
from checks.lab.source import take
from tests.bench.suite.seen import Seen
from tests.bench.suite.templates import TEMPLATES

ODD = """
create schema "o'dd";
create table "o'dd"."we""; drop table comments; --" ("a\nb" int, "c""'" text);
insert into "o'dd"."we""; drop table comments; --" select i % 100, 'x' || i from generate_series(1, 5000) i;
analyze;
"""


def test_plans_cost_what_they_cost_on_the_source(lab: Shadow, market: str) -> None:
    near = total = 0
    with psycopg.connect(market, autocommit=True) as source:
        assert lab.left_out == ()
        for one in TEMPLATES:
            mine = lab.generic(one.sql)
            found = source.execute(
                f"explain (format json, generic_plan) {one.sql}".encode()
            ).fetchone()
            assert isinstance(mine, Plan) and found is not None
            total += 1
            near += abs(mine.cost / found[0][0]["Plan"]["Total Cost"] - 1) <= 0.05
    assert near >= 0.95 * total


def test_no_row_is_in_the_lab(lab: Shadow, seen: Seen) -> None:
    assert "COPY" not in seen.blueprint.dump and "INSERT INTO" not in seen.blueprint.dump
    ((pages,),) = lab.rows("select pg_relation_size('public.orders') / 8192")
    assert pages > 100, "as large as the source's to the planner"


def test_an_index_is_seen_only_while_it_is_shown(lab: Shadow) -> None:
    index = Candidate(schema="public", table="orders", keys=(Key(column="user_id"),))
    assert lab.build(index, Known(lab).size(index)) == ""
    question = "select * from orders where user_id = 5"
    with_it = lab.plan(question)
    lab.show(())
    without = lab.plan(question)
    lab.show([index.name])
    again = lab.plan(question)
    assert isinstance(with_it, Plan) and isinstance(without, Plan) and isinstance(again, Plan)
    assert index.name in with_it.indexes and not without.indexes
    assert with_it.cost == again.cost < without.cost / 10


def test_a_new_index_costs_what_it_would_cost_there(market: str, seen: Seen) -> None:
    index = Candidate(schema="public", table="order_items", keys=(Key(column="product_id"),))
    question = "select quantity from order_items where product_id = 7 order by product_id limit 1"
    with psycopg.connect(market, autocommit=True) as one:
        one.execute(index.trial.encode())
        row = one.execute(f"explain (format json) {question}".encode()).fetchone()
        one.execute(f"drop index {index.name}".encode())
    with shadow(seen.blueprint) as lab:
        lab.build(index, Known(lab).size(index))
        mine = lab.plan(question)
    assert row is not None and isinstance(mine, Plan)
    theirs = row[0][0]["Plan"]
    assert mine.tree["Startup Cost"] == theirs["Startup Cost"], "so many levels are gone down"
    assert abs(mine.cost - theirs["Total Cost"]) < 0.02 * theirs["Total Cost"]


def test_a_text_that_is_no_single_statement_is_not_planned(lab: Shadow) -> None:
    assert isinstance(lab.plan("select 1; drop table orders"), str)
    assert isinstance(lab.plan("analyze select 1"), str)
    assert isinstance(lab.plan("select nothing from nowhere"), str)
    assert isinstance(lab.plan("select 1 from orders"), Plan)


def test_hostile_names_are_only_names(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(ODD)
    blueprint = take(database)
    table = 'we"; drop table comments; --'
    index = Candidate(
        schema="o'dd", table=table, keys=(Key(column="a\nb"), Key(column="c\"'", descending=True))
    )
    with shadow(blueprint) as lab:
        assert lab.left_out == ()
        assert lab.build(index, Known(lab).size(index)) == ""
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(index.ddl.encode())
        one.execute(index.undo.encode())


def test_only_the_named_tables_of_a_very_large_database_are_taken(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(ODD)
        one.execute("create table wanted (id int); create table other (id int)")
    table = ("o'dd", 'we"; drop table comments; --')
    blueprint = take(database, [table, ("public", "wanted")], total=10_000)
    with shadow(blueprint) as lab:
        names = {
            row[0]
            for row in lab.rows("select relname from pg_class where relkind = 'r' and oid > 16384")
        }
    assert names == {"wanted", table[1]}


def test_planner_settings_are_the_sources_own(database: str) -> None:
    name = database.rpartition("/")[2]
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(f"alter database {name} set random_page_cost = 1.7")
        one.execute("create table t (id int primary key)")
    assert take(database).settings["random_page_cost"] == "1.7"


def test_the_right_to_read_is_enough(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute("create table t (id int primary key); create role reader login password 'r'")
        one.execute("grant select on t to reader")
    assert (
        'CREATE TABLE "public"."t"'
        in take(database.replace("postgres:postgres@", "reader:r@")).dump
    )
    with psycopg.connect(database, autocommit=True) as one:
        one.execute("drop owned by reader; drop role reader")


def test_pages_from_memory_are_priced_as_such_and_the_plan_stays(lab: Shadow) -> None:
    lab.show(())
    through_index = "select * from orders where id in (5, 500, 5000, 15000)"
    lab.warm(0.0)
    disk = lab.priced(through_index)
    lab.warm(1.0)
    memory, plan = lab.priced(through_index), lab.plan(through_index)
    assert isinstance(disk, Plan) and isinstance(memory, Plan) and isinstance(plan, Plan)
    assert disk.cost == plan.cost > 2 * memory.cost
    assert memory.indexes == plan.indexes == {"orders_pkey"}
    whole, priced = lab.plan("select * from orders"), lab.priced("select * from orders")
    assert isinstance(whole, Plan) and isinstance(priced, Plan) and whole.cost == priced.cost
