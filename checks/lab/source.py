"""Takes a blueprint from a live server: reads the catalogs and statistics only, needs no extension and no superuser.

`pg_dump` runs in a read-only transaction, waits half a second at most for a lock, and is ended after its time.
https://www.postgresql.org/docs/18/app-pgdump.html (`--statistics`)
"""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from checks.core import Problem
from checks.lab.blueprint import Blueprint
from checks.lab.examples import completed
from checks.lab.known import BYTEWISE
from checks.lab.programs import installed
from checks.probes.postgres.reading import Reading, Tell, quiet
from checks.probes.postgres.session import dsn, open_session
from checks.redact import redact

DUMP_S = 120.0
ASK_S = 10.0
MANY = 1500
"""Tables from which on only those that the statements name are copied."""

DUMPED = (
    "--no-data", "--statistics", "--no-owner", "--no-privileges", "--no-comments", "--no-publications",
    "--no-subscriptions", "--no-security-labels", "--no-tablespaces", "--no-toast-compression",
    "--quote-all-identifiers", "--no-sync", "--lock-wait-timeout=500", "--no-password",
)  # fmt: skip

SETTINGS = """
select name, case source when 'session' then reset_val else current_setting(name) end from pg_settings
where source <> 'default' and category like 'Query Tuning%%'
  or name in ('work_mem', 'hash_mem_multiplier', 'max_parallel_workers_per_gather', 'max_parallel_workers')
order by name"""

COLLATION = f"select {BYTEWISE} from pg_database d where datname = current_database()"  # noqa: S608

EXAMPLES = """
select distinct on (query_id) query_id::text, query from pg_stat_activity
where datname = current_database() and query_id is not null and pid <> pg_backend_pid() and length(query) < 4000
order by query_id, query_start desc limit 500"""

# The size in the file system, which the planner asks for too; relpages is as old as the last VACUUM.
PAGES = """
select quote_ident(n.nspname), quote_ident(c.relname),
  (pg_relation_size(c.oid) / current_setting('block_size')::int)::int
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'm', 'i') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
order by c.relpages desc, 1, 2 limit 20000"""


def take(
    url: str,
    tables: Sequence[tuple[str, str]] = (),
    *,
    total: int = 0,
    statements: Mapping[str, str] | None = None,
    tell: Tell = quiet,
) -> Blueprint:
    """The blueprint of the database at this address.

    Args:
        url: the address of a PostgreSQL 12 or newer.
        tables: (schema, name) of those that matter; all are taken unless there are very many.
        total: how many tables the database has.
        tell: hears every statement just before it is sent.
        statements: normalised texts by id, whose missing constants are looked for in what sessions sent.

    Raises:
        Problem: the extra is not installed, the server cannot be reached, or the dump failed.
    """
    programs = installed()
    seen = outline(url, statements or {}, tell)
    tell(f"pg_dump {' '.join(DUMPED)}")
    with _chosen(tables if total > MANY else ()) as filtered:
        try:
            dump = programs.run(
                "pg_dump",
                *DUMPED,
                *filtered,
                seconds=DUMP_S,
                environment=environment(url),
                lower=False,
            )
        except Problem as problem:
            raise Problem(
                f"{redact(url)}: the schema could not be read: {redact(problem.message)}",
                "rung's user must be allowed to read the tables' definitions and statistics",
            ) from None
    return replace(seen, dump=dump)


def outline(url: str, statements: Mapping[str, str], tell: Tell = quiet) -> Blueprint:
    """The same without schema and statistics: the planner's settings, real sizes, and the constants of expressions.

    Raises:
        Problem: the server cannot be reached.
    """
    opened = open_session(url, ASK_S)
    version = opened.connection.info.server_version
    reading = Reading(connection=opened.connection, seconds=ASK_S, budget_s=3 * ASK_S, tell=tell)
    with reading:
        settings = {
            str(name): str(value) for name, value in reading.rows("settings", SETTINGS) or ()
        }
        sizes = reading.rows("pages", PAGES) or ()
        collation = reading.rows("collation", COLLATION) or ()
        # PostgreSQL 14 is the first that tells which statement a session's text is.
        examples = (reading.rows("examples", EXAMPLES) if version >= 140_000 else None) or ()
    return Blueprint(
        dump="",
        version=version,
        settings=settings,
        pages={f"{schema}.{name}": int(str(count)) for schema, name, count in sizes},
        collates_as_c=bool(collation and collation[0][0]),
        texts=_completed(statements, {str(number): str(text) for number, text in examples}),
    )


def _completed(statements: Mapping[str, str], examples: Mapping[str, str]) -> dict[str, str]:
    """The texts that an example adds something to; of the example nothing else is kept."""
    found = {
        number: completed(text, examples.get(number, ""))
        for number, text in sorted(statements.items())
    }
    return {number: text for number, text in found.items() if text != statements[number]}


def environment(url: str) -> dict[str, str]:
    """The address as the variables that libpq reads: a password never shows in a list of processes."""
    from psycopg.conninfo import conninfo_to_dict
    from psycopg.pq import Conninfo

    given = conninfo_to_dict(dsn(url))
    variables = {
        one.keyword.decode(): one.envvar.decode() for one in Conninfo.get_defaults() if one.envvar
    }
    found = {variables[key]: str(value) for key, value in given.items() if key in variables}
    return {**found, "PGAPPNAME": "rung", "PGCONNECT_TIMEOUT": str(int(ASK_S))}


@contextlib.contextmanager
def _chosen(tables: Sequence[tuple[str, str]]) -> Iterator[list[str]]:
    """The option that limits the dump to these tables; a file, so that no name is ever a pattern of a shell."""
    if not tables:
        yield []
        return
    with tempfile.TemporaryDirectory(prefix="rung-lab-filter-") as folder:
        file = Path(folder) / "filter"
        # pg_dump takes each as a pattern in which quotes keep every sign but the quote as it is.
        lines = [f"include table {_pattern(schema)}.{_pattern(name)}" for schema, name in tables]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield ["--filter", str(file)]


def _pattern(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
