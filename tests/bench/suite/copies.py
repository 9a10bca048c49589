"""Copies of a database, each with one list of indexes built on it; made once a list."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from scaffold.demo.postgres import Postgres
from tests.bench.suite.place import UNFINISHED, emptied, renamed, there

_BYTES = """
select coalesce(sum(pg_relation_size(i.indexrelid)), 0)::bigint from pg_index i join pg_class c on c.oid = i.indexrelid
where c.relnamespace = 'public'::regnamespace and not i.indisprimary"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A database with one list of indexes."""

    database: str
    indexes: int
    bytes: int
    """Real bytes of all its indexes but primary keys."""


def copy(server: Postgres, original: str, ddl: Sequence[str]) -> Copy:
    """The copy with these indexes, vacuumed and analysed.

    Args:
        server: that holds the original.
        original: name of the database to copy.
        ddl: a statement for each index; CONCURRENTLY is left out.
    """
    mark = hashlib.sha256("\n".join((original, *ddl)).encode()).hexdigest()[:10]
    name = f"{original}_{mark}"
    if not there(server, name):
        emptied(server, UNFINISHED, original)
        with psycopg.connect(server.url_of(UNFINISHED), autocommit=True) as one:
            one.execute("create extension if not exists pg_trgm")
            one.execute("create extension if not exists pg_stat_statements")
            for statement in ddl:
                one.execute(statement.replace(" CONCURRENTLY", "").encode())
            one.execute("vacuum (analyze)")
        renamed(server, UNFINISHED, name)
    with psycopg.connect(server.url_of(name)) as one:
        row = one.execute(_BYTES).fetchone()
    return Copy(database=name, indexes=len(ddl), bytes=int(row[0]) if row else 0)
