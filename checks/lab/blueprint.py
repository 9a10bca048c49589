"""What the lab is built from: a database's schema and its planner's statistics, as pg_dump writes them.

No row of a table is in it. The statistics do hold single values (the most common ones and the bounds of
histograms), so a saved blueprint is as confidential as those values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """Schema, statistics and planner settings of one database."""

    dump: str
    """The text of `pg_dump --no-data --statistics` (PostgreSQL 18's, which reads older servers too)."""
    version: int
    """Of the server that it was taken from, as server_version_num has it."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """The planner's settings that differ from the default, as `show` prints them."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """Pages of 8 kB that a relation's file really has, by `schema.name` with both names quoted."""
    collates_as_c: bool = False
    """The database sorts by bytes, so that a btree serves `like 'x%'`."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Statements by id with the constants of their expressions (`payload ->> 'trace' = $2`), which statistics leave
    out and a session showed; compared values are not in it."""
