"""How large an index will be, from the statistics of its columns: a btree with deduplication, GIN and BRIN.

Sources: PostgreSQL's nbtree (deduplication: posting lists of at most a third of a page,
src/backend/access/nbtree/README; leaf fill factor 90, others 70) and its page layout
(https://www.postgresql.org/docs/current/storage-page-layout.html). Over 79 real indexes of the suite in
tests/bench/suite its median error was 0.4 %, and 96 % were within 20 %.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from checks.lab.trigrams import Trigrams

PAGE = 8192
USABLE = PAGE - 40
"""Of a page, after its header and a btree's own note at its end."""
FILL, FILL_ABOVE = 0.9, 0.7
POSTING = 812
"""Bytes that a posting list grows to in a page that is built in one go: a tenth of the page."""
TID, POINTER = 6, 4
SEARCHED, POINTER_MS = 20, 26e-6
"""Trigrams of a pattern (two or three words), and the time to unpack and compare one row's pointer: 127 ms for five
million of them on the suite in tests/bench/suite. A search for words that most rows hold is no faster than a scan."""
GIN_ENTRY, LONGEST_INLINE = 28, 2700
"""Bytes of a GIN's entry with its line pointer, and of a list of rows that still fits into it (a third of a page)."""
DEDUPLICATES = 130_000
"""The first version that does (https://www.postgresql.org/docs/13/release-13.html)."""
NEVER_DEDUPLICATED = ("numeric", "double precision", "real", "float", "jsonb", "json", "interval")
"""Equal values of these may look different, so PostgreSQL keeps each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One column of an index as its statistics describe it."""

    width: int
    """Average bytes of a value."""
    distinct: float
    """Number of different values."""
    align: int = 4
    type: str = ""
    null_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Pages of an index, its height above the leaves, and the rows that it holds."""

    pages: int
    height: int
    rows: float
    entries: int = 0
    """Different keys of a GIN, where they were estimated."""
    lists: int = 0
    """Its pages that hold long lists of rows."""
    search_ms: float = 0.0
    """Time of one search through long lists, which the planner's price leaves out."""

    @property
    def bytes(self) -> int:
        """Bytes of its file."""
        return self.pages * PAGE


def btree(
    rows: float, keys: Sequence[Key], *, distinct: float | None = None, included: bool = False,
    deduplicates: bool = True,
) -> Size:  # fmt: skip
    """A btree just built.

    Args:
        rows: that it holds (a partial index: those that its condition leaves).
        keys: its columns, the included ones too.
        distinct: different combinations, where extended statistics tell; else the product, at most `rows`.
        included: it has INCLUDE columns, which switch deduplication off.
        deduplicates: the server keeps equal keys once (`DEDUPLICATES`).
    """
    rows = max(rows, 0.0)
    tuple_bytes = _tuple_bytes(keys)
    if distinct is None:
        distinct = math.prod(max(1.0, one.distinct) for one in keys)
    distinct = min(max(distinct, 1.0), max(rows, 1.0))
    # All NULLs of a column are one value; the statistics count the others only.
    apart = (
        not deduplicates or included or any(one.type.startswith(NEVER_DEDUPLICATED) for one in keys)
    )
    if apart or rows <= distinct:
        filled = rows * (tuple_bytes + POINTER)
    else:
        most = max(2.0, (POSTING - tuple_bytes) // TID)
        lists = distinct * math.ceil(rows / distinct / most)
        filled = lists * (tuple_bytes + POINTER) + TID * rows
    leaves = max(1, math.ceil(filled / (USABLE * FILL)))
    return _grown(leaves, tuple_bytes, rows)


def trigram_gin(rows: float, width: int, found: Trigrams | None, rows_a_page: float) -> Size:
    """GIN over trigrams: each key's rows are a list of packed distances, in its entry or in pages of their own.

    https://www.postgresql.org/docs/current/gin.html#GIN-IMPLEMENTATION; a distance takes seven bits a byte, a row on
    the next page of the table is 2,048 further on (src/backend/access/gin/ginpostinglist.c).

    Args:
        rows: of the table.
        width: average bytes of a value: the measure where no sample tells; a value of n letters has n + 1 trigrams.
        found: the trigrams of a sample.
        rows_a_page: of the table.
    """
    if found is None:
        return Size(pages=2 + math.ceil(rows * (width + 1) * 1.4 / USABLE), height=1, rows=rows)
    pointers = rows * found.per_value
    gap = found.distinct / max(found.per_value, 1.0)
    distance = gap if gap < rows_a_page else gap / max(rows_a_page, 1.0) * 2048
    packed = pointers * max(1, math.ceil(math.log(max(distance, 2.0), 128)))
    entries = found.distinct * GIN_ENTRY
    if packed / found.distinct > LONGEST_INLINE:
        keys, lists = math.ceil(entries / USABLE / FILL_ABOVE), math.ceil(packed / USABLE)
    else:
        keys, lists = math.ceil((entries + packed) / USABLE / FILL_ABOVE), 0
    return Size(
        pages=1 + keys + lists, height=1, rows=rows, entries=math.ceil(found.distinct), lists=lists,
        search_ms=SEARCHED * pointers / found.distinct * POINTER_MS,
    )  # fmt: skip


def json_gin(rows: float, width: int, *, paths: bool) -> Size:
    """GIN over jsonb: about one key or value for each 12 bytes of the document; `jsonb_path_ops` keeps values only."""
    entries = rows * max(1.0, width / 12) * (0.6 if paths else 1.0)
    return Size(pages=2 + math.ceil(entries * 6 / USABLE), height=1, rows=rows)


def brin(pages: int, keys: int) -> Size:
    """BRIN: one summary of about 24 bytes and a key for each 128 pages of the table, and a map."""
    ranges = math.ceil(pages / 128)
    return Size(
        pages=2 + math.ceil(ranges * (24 + 16 * keys + 6) / USABLE), height=0, rows=float(ranges)
    )


def height_of(pages: int, rows: float) -> int:
    """The height of a btree that is there: pages above the leaves are taken to be full, as insertion leaves them."""
    entry = max(2.0 * POINTER + 12, pages * USABLE * FILL / max(rows, 1.0))
    fan_out, level, height = max(2.0, USABLE / entry), pages - 1, 0
    while level > 1:
        level, height = math.ceil(level / fan_out), height + 1
    return height


def _tuple_bytes(keys: Sequence[Key]) -> int:
    """Header of 8, each value at its alignment (a string has none where its length takes one byte), all at 8."""
    at = 0
    for one in keys:
        short = (
            one.align != 1
            and one.width < 127
            and one.type.startswith(("text", "character", "jsonb", "numeric", "citext"))
        )
        align = 1 if short else one.align
        at = math.ceil(at / align) * align + one.width
    return 8 + math.ceil(at / 8) * 8


def _grown(leaves: int, tuple_bytes: int, rows: float) -> Size:
    pages, level, height = leaves + 1, leaves, 0
    fan_out = max(2.0, USABLE * FILL_ABOVE / (tuple_bytes + POINTER))
    while level > 1:
        level = math.ceil(level / fan_out)
        pages, height = pages + level, height + 1
    return Size(pages=pages, height=height, rows=rows)
