"""What a plan costs where its LIMIT may not end the reading early."""

from typing import Any

from checks.lab.plans import plan_of


def node(kind: str, cost: float, *below: dict[str, Any], **more: object) -> dict[str, Any]:
    """One node as EXPLAIN writes it."""
    return {"Node Type": kind, "Total Cost": cost, "Plan Rows": 5, "Plans": list(below), **more}


def test_an_index_in_the_order_asked_for_is_read_no_further_than_the_limit() -> None:
    assert plan_of(node("Limit", 2.0, node("Index Scan", 900.0))).uncut == 2.0
    locked = node("LockRows", 950.0, node("Index Only Scan", 900.0))
    assert plan_of(node("Limit", 2.0, locked)).uncut == 2.0


def test_rows_thrown_away_may_make_it_read_on() -> None:
    assert plan_of(node("Limit", 2.0, node("Index Scan", 900.0, Filter="(a = 1)"))).uncut == 900.0
    assert plan_of(node("Limit", 2.0, node("Seq Scan", 900.0))).uncut == 900.0
    assert plan_of(node("Limit", 2.0, node("Sort", 950.0, node("Index Scan", 900.0)))).uncut == 950.0  # fmt: skip


def test_without_a_limit_it_is_all_of_it() -> None:
    assert plan_of(node("Index Scan", 900.0)).uncut == 900.0
