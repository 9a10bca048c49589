"""What changed between two looks: told, and only that."""

from dataclasses import replace

from checks.changes import changes
from checks.core import Looks
from checks.vitals import Vitals, told
from tests.checks.postgres.small import index, key, pgbouncer, postgres, settings, table

MB = 10**6


def said(before: object, after: object) -> set[tuple[str, str, str, str]]:
    found = changes(Looks().with_(before), Looks().with_(after))
    return {(one.kind, one.name, one.before, one.after) for one in found}


def test_figures_that_moved_and_words_that_changed() -> None:
    was = Vitals().with_facts(
        told("requests_per_second", 100.0), told("pooler", "none"), told("p95_ms", 50.0)
    )
    now = Vitals().with_facts(
        told("requests_per_second", 300.0), told("pooler", "pgbouncer"), told("p95_ms", 55.0)
    )
    assert said(was, now) == {
        ("figure", "requests_per_second", "100", "300"),
        ("figure", "pooler", "none", "pgbouncer"),
    }


def test_settings_of_both_servers() -> None:
    assert said(settings(work_mem="4194304"), settings(work_mem="8388608")) == {
        ("setting", "work_mem", "4194304", "8388608")
    }
    other = replace(pgbouncer(), config={**pgbouncer().config, "default_pool_size": "40"})
    assert ("setting", "default_pool_size", "20", "40") in said(pgbouncer(), other)


def test_tables_and_indexes_that_came_went_or_grew() -> None:
    was = postgres(
        tables=(table("a", total_bytes=100 * MB), table("gone")), tables_total=2,
        indexes=(key(on="a"), index("x", on="a")),
    )  # fmt: skip
    now = postgres(
        tables=(table("a", total_bytes=150 * MB), table("new")), tables_total=2,
        indexes=(key(on="a"), index("y", on="a")),
    )  # fmt: skip
    found = {(kind, name) for kind, name, _, _ in said(was, now) if kind in ("table", "index")}
    assert found == {
        ("table", "a"), ("table", "gone"), ("table", "new"),
        ("index", "a_x_idx"), ("index", "a_y_idx"),
    }  # fmt: skip


def test_a_listing_that_was_cut_off_tells_nothing_of_what_is_missing() -> None:
    was = postgres(tables=(table("a"),), tables_total=5000)
    now = postgres(tables=(table("b"),), tables_total=5000)
    assert not {one for one in said(was, now) if one[0] in ("table", "index")}


def test_findings_that_are_new_and_gone_not_those_whose_numbers_moved() -> None:
    was, now = settings(fsync="off"), settings(fsync="on")
    (gone,) = (one for one in said(was, now) if one[0] == "finding")
    assert (
        gone[1] == "postgres.durability_off"
        and gone[2].startswith("fsync is off")
        and gone[3] == ""
    )
    (new,) = (one for one in said(now, was) if one[0] == "finding")
    assert new[2] == ""
    wide, wider = table("t", width=60), table("t", width=61)
    moved = said(
        postgres(tables=(wide,), tables_total=1), postgres(tables=(wider,), tables_total=1)
    )
    assert moved == set()


def test_two_databases_and_the_same_look_have_nothing_to_tell() -> None:
    assert said(postgres(database="a"), postgres(database="b")) == set()
    assert said(postgres(), postgres()) == set()
    assert changes(Looks(), Looks().with_(postgres())) == ()
