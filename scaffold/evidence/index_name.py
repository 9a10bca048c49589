"""Names for new indexes: plain words, short enough, and no other's.

PostgreSQL cuts names at 63 bytes (https://www.postgresql.org/docs/current/sql-syntax-lexical.html), Django at 30
characters (`django.db.models.Index.max_name_length`).
"""

import hashlib
import re
from collections.abc import Sequence

from checks.candidates import IndexCandidate
from checks.probes.postgres import Postgres

LONGEST = 63
LONGEST_DJANGO = 30


def names(candidates: Sequence[IndexCandidate], postgres: Postgres, longest: int) -> list[str]:
    """One name each, in order. An invalid index on the same table keeps its name: it is to be replaced."""
    taken = {
        (one.schema, one.name): one.table
        for one in postgres.indexes
        if one.valid or one.being_built
    }
    given: list[str] = []
    for one in candidates:
        name = _name(one, longest, "")
        if (one.schema, name) in taken or name in given:
            name = _name(one, longest, _digest(one))
        given.append(name)
    return given


def _name(one: IndexCandidate, longest: int, mark: str) -> str:
    words = "_".join((one.table, *one.columns)).lower()
    plain = re.sub(r"[^a-z0-9]+", "_", words).strip("_") or "index"
    plain = plain if plain[0].isalpha() else f"t_{plain}"
    end = f"_{mark}_idx" if mark else "_idx"
    if len(plain) + len(end) <= longest:
        return plain + end
    end = f"_{_digest(one)}_idx"
    return plain[: longest - len(end)].rstrip("_") + end


def _digest(one: IndexCandidate) -> str:
    said = "\0".join((one.schema, one.table, *one.columns))
    return hashlib.sha256(said.encode()).hexdigest()[:6]
