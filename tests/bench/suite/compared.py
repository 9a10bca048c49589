"""Builds several lists of indexes, each in a copy of the market place, and measures them interleaved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import psycopg

from tests.bench.suite.measured import mean_ms
from tests.bench.suite.templates import TEMPLATES

_BYTES = """
select coalesce(sum(pg_relation_size(i.indexrelid)), 0) from pg_index i join pg_class c on c.oid = i.indexrelid
where c.relnamespace = 'public'::regnamespace and not i.indisprimary"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One list of indexes as it was measured."""

    name: str
    indexes: int
    bytes: int
    ms: Mapping[str, float]
    """Milliseconds of an hour's calls, by template."""

    def total_ms(self, names: Sequence[str] = ()) -> float:
        """Of these templates, of all where none is named."""
        return sum(ms for name, ms in self.ms.items() if not names or name in names)


def compare(
    url_of: Callable[[str], str],
    original: str,
    lists: Mapping[str, Sequence[str]],
    scale: float,
    *,
    rounds: int = 3,
) -> list[Compared]:
    """Measure each list.

    Args:
        url_of: the address of a database by its name, as a superuser.
        original: the database to copy, without indexes.
        lists: statements that build the indexes, by the list's name.
        scale: of the market place.
        rounds: times that every template runs on every copy, in turns; the least mean counts.
    """
    sizes = {name: _copied(url_of, original, f"copy_{name}", ddl) for name, ddl in lists.items()}
    taken: dict[str, dict[str, float]] = {name: {} for name in lists}
    lines = {name: psycopg.connect(url_of(f"copy_{name}"), autocommit=True) for name in lists}
    try:
        for template in TEMPLATES:
            for _ in range(rounds):
                for name, line in lines.items():
                    ms = mean_ms(line, template, scale, runs=10, seconds=0.5) * template.calls
                    taken[name][template.name] = min(ms, taken[name].get(template.name, ms))
    finally:
        for line in lines.values():
            line.close()
    return [
        Compared(name=name, indexes=len(ddl), bytes=sizes[name], ms=taken[name])
        for name, ddl in lists.items()
    ]


def _copied(url_of: Callable[[str], str], original: str, copy: str, ddl: Sequence[str]) -> int:
    with psycopg.connect(url_of("postgres"), autocommit=True) as admin:
        admin.execute(f'drop database if exists "{copy}"')
        admin.execute(f'create database "{copy}" template "{original}"')
    with psycopg.connect(url_of(copy), autocommit=True) as one:
        one.execute("create extension if not exists pg_trgm")
        for statement in ddl:
            one.execute(statement.replace(" CONCURRENTLY", "").encode())
        one.execute("vacuum (analyze)")
        row = one.execute(_BYTES).fetchone()
    return int(row[0]) if row else 0
