"""Estimated sizes against the indexes of the real server."""

import statistics

import psycopg

from checks.lab import sizes
from checks.lab.candidate import Candidate, Key
from checks.lab.known import Known
from checks.lab.shadow import Shadow
from checks.lab.sizes import PAGE
from checks.lab.trigrams import Trigrams
from tests.bench.suite.seen import Seen

PAIRS = (
    ("orders", "account_id"), ("orders", "user_id"), ("orders", "state"), ("orders", "created_at"),
    ("orders", "warehouse_id", "state"), ("order_items", "product_id"), ("order_items", "order_id", "product_id"),
    ("payments", "state", "created_at"), ("reviews", "product_id", "created_at"), ("reviews", "stars"),
    ("events", "account_id", "at"), ("events", "kind"), ("users", "login"), ("users", "email"), ("jobs", "queue"),
    ("sessions", "token"), ("sessions", "user_id", "expires_at"), ("products", "sku"), ("orders", "total"),
)  # fmt: skip


def test_the_median_estimate_is_close(lab: Shadow, market: str) -> None:
    known, off = Known(lab), []
    with psycopg.connect(market, autocommit=True) as one:
        for table, *columns in PAIRS:
            index = Candidate(
                schema="public", table=table, keys=tuple(Key(column=name) for name in columns)
            )
            one.execute(f"create index sized on {table} ({', '.join(columns)})")
            row = one.execute("select pg_relation_size('sized')").fetchone()
            one.execute("drop index sized")
            assert row is not None
            off.append(abs(known.size(index).bytes / row[0] - 1))
    assert statistics.median(off) <= 0.1
    assert sum(one <= 0.35 for one in off) >= 0.8 * len(off)


def test_equal_values_take_less_room() -> None:
    key = sizes.Key(width=8, distinct=100, align=8)
    many = sizes.btree(1_000_000, [key])
    unique = sizes.btree(1_000_000, [sizes.Key(width=8, distinct=1_000_000, align=8)])
    assert many.pages < 0.45 * unique.pages


def test_before_version_13_equal_values_are_kept_apart() -> None:
    key = sizes.Key(width=8, distinct=100, align=8)
    old = sizes.btree(1_000_000, [key], deduplicates=False)
    assert old == sizes.btree(1_000_000, [sizes.Key(width=8, distinct=1_000_000, align=8)])
    assert sizes.DEDUPLICATES == 130_000


def test_included_columns_and_numbers_are_never_merged() -> None:
    key = sizes.Key(width=8, distinct=100, align=8)
    assert sizes.btree(100_000, [key], included=True).pages > 2 * sizes.btree(100_000, [key]).pages
    number = sizes.Key(width=8, distinct=100, align=4, type="numeric(10,2)")
    assert sizes.btree(100_000, [number]).pages > 2 * sizes.btree(100_000, [key]).pages


def test_an_empty_index_is_its_first_pages() -> None:
    assert sizes.btree(0, [sizes.Key(width=8, distinct=0, align=8)]).bytes <= 2 * PAGE
    assert sizes.btree(0, [sizes.Key(width=8, distinct=0, align=8)]).height == 0


def test_a_taller_index_has_more_levels(seen: Seen) -> None:
    heights = [
        sizes.btree(rows, [sizes.Key(width=8, distinct=rows, align=8)]).height
        for rows in (100, 10**5, 10**7)
    ]
    assert heights == [0, 1, 2]


def test_brin_is_next_to_nothing() -> None:
    assert sizes.brin(100_000, 1).bytes < 100 * 1024


def test_a_trigram_gin_of_few_words_is_known_to_hold_long_lists(lab: Shadow, market: str) -> None:
    index = Candidate(
        schema="public", table="reviews", keys=(Key(column="body", operators="gin_trgm_ops"),), method="gin"
    )  # fmt: skip
    size = Known(lab).size(index)
    with psycopg.connect(market, autocommit=True) as one:
        one.execute("create extension if not exists pg_trgm")
        one.execute("create index sized on reviews using gin (body gin_trgm_ops)")
        row = one.execute("select pg_relation_size('sized')").fetchone()
        one.execute("drop index sized")
    assert row is not None and 0.6 <= size.bytes / row[0] <= 1.4
    assert size.lists > 0.9 * size.pages and size.entries < 500


def test_words_that_every_row_holds_are_dear_to_search_for() -> None:
    common = sizes.trigram_gin(500_000, 90, Trigrams(per_value=65, distinct=170), 40.0)
    rare = sizes.trigram_gin(500_000, 90, Trigrams(per_value=65, distinct=20_000), 40.0)
    assert common.search_ms > 50 > 2 > rare.search_ms
    assert common.pages < rare.pages, "short distances take one byte"
