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
    """One for two: the keys of the longer with the included columns of those that begin alike, two of them or all."""
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
