"""One index for several statements: the keys of one with the columns that others cover."""

from collections.abc import Set
from dataclasses import replace

from checks.lab.candidate import Candidate
from checks.lab.candidates import COVERED_BYTES
from checks.lab.known import Known

MOST_MERGED = 50
COVERED_MERGED = 6
"""Columns that one index may include for several statements; this tool's default."""


def merged(kept: Set[Candidate], known: Known) -> set[Candidate]:
    """One for two: the keys of the longer with the included columns of those that begin alike, two of them or all; and
    the longer's keys with those of the shorter first, as columns that are compared with `=` come in any order.
    """
    return _covering(kept, known) | _turned(kept)


def _turned(kept: Set[Candidate]) -> set[Candidate]:
    """`(queue, state, run_at)` beside one on `(state)` is `(state, queue, run_at)` for both; the planner judges it."""
    found = set[Candidate]()
    for wide in kept:
        for one in kept:
            shorter = _plain(wide) and _plain(one) and len(one.keys) == 1 < len(wide.keys)
            if shorter and _place(one) == _place(wide) and set(one.keys) < set(wide.keys):
                rest = tuple(key for key in wide.keys if key not in one.keys)
                found.add(replace(wide, keys=(*one.keys, *rest)))
    return set(sorted(found - kept)[:MOST_MERGED])


def _plain(one: Candidate) -> bool:
    return one.method == "btree" and not one.where and not one.include


def _place(one: Candidate) -> tuple[str, str]:
    return one.schema, one.table


def _covering(kept: Set[Candidate], known: Known) -> set[Candidate]:
    whole, pairs = set[Candidate](), set[Candidate]()
    for wide in kept:
        alike = [one for one in kept if _begins_alike(wide, one)]
        covered = [set(one.include) - set(wide.columns) for one in alike]
        for more, found in (
            *((one, pairs) for one in covered),
            (set[str]().union(*covered), whole),
        ):
            both = replace(wide, include=tuple(sorted({*wide.include, *more})))
            if both.include != wide.include and _may_cover(both, known):
                found.add(both)
    return set([*sorted(whole - kept), *sorted(pairs - whole - kept)][:MOST_MERGED])


def _begins_alike(wide: Candidate, narrow: Candidate) -> bool:
    same = (wide.schema, wide.table, wide.where) == (narrow.schema, narrow.table, narrow.where)
    begins = wide.keys[: len(narrow.keys)] == narrow.keys
    return same and begins and wide.method == narrow.method == "btree" and wide != narrow


def _may_cover(one: Candidate, known: Known) -> bool:
    columns = [known.column(one.schema, one.table, name) for name in one.include]
    width = sum(each.width for each in columns if each)
    return len(one.include) <= COVERED_MERGED and width <= COVERED_BYTES
