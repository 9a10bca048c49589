"""What EXPLAIN (FORMAT JSON) says, and whoever can be asked for it: the lab, or a scratch copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the planner would do."""

    cost: float
    rows: float
    """Rows that it expects to return."""
    uncut: float
    """The price where no LIMIT ends the reading early."""
    uncut_rows: float
    """Rows that it expects below the LIMIT."""
    indexes: frozenset[str]
    """Names of the indexes that it reads."""
    tree: Mapping[str, Any]
    """The plan as EXPLAIN (FORMAT JSON) has it."""


class Planner(Protocol):
    """A database that plans statements and shows its catalogs."""

    @property
    def version(self) -> int:
        """Of the server that is planned for, as server_version_num has it."""

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """What the catalogs say."""

    def plan(self, text: str) -> Plan | str:
        """The plan of one statement with literals in it, or why it cannot be planned."""

    def generic(self, text: str) -> Plan | str:
        """The plan of one statement with `$n` in it, or why it cannot be planned."""


def plan_of(tree: Mapping[str, Any]) -> Plan:
    """The plan whose top node this is."""
    uncut = _uncut(tree)
    return Plan(
        cost=float(tree["Total Cost"]),
        uncut=float(uncut["Total Cost"]),
        uncut_rows=float(uncut["Plan Rows"]),
        rows=float(tree["Plan Rows"]),
        indexes=frozenset(one["Index Name"] for one in nodes(tree) if "Index Name" in one),
        tree=tree,
    )


def nodes(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every node of a plan, the top first."""
    yield tree
    for one in tree.get("Plans", ()):
        yield from nodes(one)


def _uncut(tree: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands below the outermost LIMIT; all of it where there is none, or where the LIMIT surely ends the reading.

    That is where an index gives the rows in their order and none of them is thrown away.
    """
    one = tree
    while len(one.get("Plans", ())) == 1:
        if one["Node Type"] == "Limit":
            below: Mapping[str, Any] = one["Plans"][0]
            return tree if _straight(below) else below
        one = one["Plans"][0]
    return tree


def _straight(tree: Mapping[str, Any]) -> bool:
    """Whether it hands on the rows of one index as it finds them."""
    if tree["Node Type"] in ("Index Scan", "Index Only Scan"):
        return "Filter" not in tree
    below = tree.get("Plans", ())
    return tree["Node Type"] in ("LockRows", "Result") and len(below) == 1 and _straight(below[0])
