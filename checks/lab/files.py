"""Gives the lab's empty relations the size that production's have: sparse files, which take no disk.

The planner asks the file for its length and scales the row count of the statistics by it. A btree's height is
read from its first page. https://www.postgresql.org/docs/current/storage-file-layout.html (segments of 1 GB)
"""

import os
import struct
from pathlib import Path

from checks.lab.programs import NOBODY
from checks.lab.sizes import PAGE, Size

SEGMENT = 2**30
HEADER = 24
"""Bytes of a page's header; a btree's first page has magic, version, root, level, fast root, fast level after it."""
MAGIC = 0x053162
SPECIAL_AT = PAGE - 16
LEAF, ROOT = 1, 2
GIN_VERSION = 2
"""Of a GIN's first page, which holds its pages, those with entries, those with lists, its keys (ginblock.h)."""
DOWNLINK = 8 | 0x2000
"""The flags of an index tuple of 8 bytes whose row pointer is a page and whose keys are none."""


def stretch(file: Path, pages: int) -> None:
    """Make the relation's main file this many pages long, in segments; never shorter than it is."""
    left, number = pages * PAGE, 0
    while left > 0:
        segment = file if number == 0 else file.with_name(f"{file.name}.{number}")
        wanted = min(left, SEGMENT)
        if not segment.exists():
            segment.touch(mode=0o600)
            if os.geteuid() == 0:
                os.chown(segment, NOBODY, NOBODY)
        if segment.stat().st_size < wanted:
            os.truncate(segment, wanted)
        left, number = left - wanted, number + 1


def flatten(file: Path) -> None:
    """Make the relation's main file empty to a session that has not opened it yet."""
    os.truncate(file, 0)


def heighten(file: Path, height: int) -> None:
    """Make an empty btree this high: its first page says so, and below it stands one page a level.

    The planner adds the height to a descent's price, and it walks to an end of the index where a value lies outside
    the histogram; there it must find an empty leaf and no broken page.
    """
    with file.open("r+b") as index:
        index.seek(HEADER)
        if struct.unpack("=I", index.read(4)) != (MAGIC,):
            return
        index.seek(HEADER + 8)
        index.write(struct.pack("=4I", 1, height, 1, height))
        for level in range(height, -1, -1):
            block = 1 + height - level
            index.seek(block * PAGE)
            index.write(_btree_page(level, root=level == height, below=block + 1))


def tell_gin(file: Path, size: Size) -> None:
    """Write into an empty GIN's first page what VACUUM would: without it the planner takes nine tenths of its pages
    for entries, so that a search over few long lists looks as if it read next to nothing (gincostestimate).
    """
    with file.open("r+b") as index:
        index.seek(HEADER + 48)
        if struct.unpack("=i", index.read(4)) != (GIN_VERSION,):
            return
        index.seek(HEADER + 24)
        keys = size.pages - 1 - size.lists
        index.write(struct.pack("=3I4xq", size.pages, keys, size.lists, size.entries))


def _btree_page(level: int, *, root: bool, below: int) -> bytes:
    """A page alone on its level: an empty leaf, or one downlink to the page below (src/include/access/nbtree.h)."""
    items = (
        b""
        if level == 0
        else struct.pack("=3H", below >> 16, below & 0xFFFF, 0) + struct.pack("=H", DOWNLINK)
    )
    upper = SPECIAL_AT - len(items)
    pointers = struct.pack("=I", upper | 1 << 15 | len(items) << 17) if items else b""
    head = struct.pack("=QHHHHHHI", 0, 0, 0, HEADER + len(pointers), upper, SPECIAL_AT, PAGE | 4, 0)
    gap = bytes(upper - HEADER - len(pointers))
    flags = (LEAF if level == 0 else 0) | (ROOT if root else 0)
    return head + pointers + gap + items + struct.pack("=3I2H", 0, 0, level, flags, 0)
