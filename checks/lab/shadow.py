"""The shadow of a database: plans as production's planner makes them, with any set of new indexes shown to it.

Only EXPLAIN is ever sent: the tables are empty behind their sizes. An index that is tried is really created
(milliseconds on an empty table), then given the size and row count that it would have.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.lab.blueprint import Blueprint
from checks.lab.candidate import Candidate
from checks.lab.files import flatten, heighten, stretch, tell_gin
from checks.lab.loading import ADMIN, OWNER, LeftOut, load
from checks.lab.plans import Plan, plan_of
from checks.lab.server import Server, running
from checks.lab.sizes import Size, height_of
from checks.lab.whatif import Backend

if TYPE_CHECKING:
    import psycopg

DISK_PAGE = 40.0
"""Times that a page out of order takes longer than the next one where none is in memory (PostgreSQL's manual)."""
PLAN_S = 5
"""Seconds that planning one statement may take."""

_RELATIONS = """
select quote_ident(n.nspname) || '.' || quote_ident(c.relname), n.nspname, c.relname, c.relkind, c.relpages,
  pg_relation_filepath(c.oid), m.amname, c.reltuples
from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_am m on m.oid = c.relam
where c.relkind in ('r', 'm', 'i') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'"""


class Shadow:
    """A running lab. Every method that plans counts in `plans`."""

    backend = Backend.LAB
    notes: tuple[str, ...] = ()

    def __init__(self, server: Server, blueprint: Blueprint) -> None:
        self.left_out: tuple[LeftOut, ...] = load(server, blueprint)
        self.version = blueprint.version
        self.plans = 0
        self._server = server
        self._admin = server.connect(OWNER, ADMIN)
        self._tables = self._size_all(blueprint)
        self._settings = dict(sorted(blueprint.settings.items()))
        self._owner = self._session()
        # A session of its own: it never sees a table longer than it is while an index is built.
        self._builder = server.connect(OWNER, OWNER)
        self._warm: psycopg.Connection[Any] | None = None
        self._made: dict[str, int] = {}
        self._shown: frozenset[str] = frozenset()

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """What the lab's own catalogs say."""
        return self._admin.execute(query.encode(), values).fetchall()

    def plan(self, text: str) -> Plan | str:
        """The plan of one statement with literals in it, or why it cannot be planned."""
        return self._explained(f"explain (format json) {text}")

    def warm(self, share: float) -> None:
        """From now on price by the share of block reads that memory answers, between 0 and 1."""
        named = self._owner.execute("select current_setting('random_page_cost')::float8").fetchone()
        set_to = float(named[0]) if named else DISK_PAGE
        page = max(1.0, DISK_PAGE * (1.0 - share))
        if page < set_to:
            self._warm = self._session()
            self._warm.execute("select set_config('random_page_cost', %s, false)", (f"{page:.3f}",))

    def priced(self, text: str) -> Plan | str:
        """Production's plan, but a page out of order costs what it costs there.

        The default `random_page_cost` of 4 stands for a disk and nine of ten pages in memory
        (https://www.postgresql.org/docs/current/runtime-config-query.html#GUC-RANDOM-PAGE-COST). It decides which plan
        production takes; where all pages come from memory it makes rows read through an index look four times as slow,
        and wide covering indexes look like a bargain.
        """
        plan = self.plan(text)
        if self._warm is None or isinstance(plan, str):
            return plan
        warm = self._explained(f"explain (format json) {text}", line=self._warm)
        if isinstance(warm, str) or warm.indexes != plan.indexes:
            return plan
        return replace(plan, cost=warm.cost, uncut=warm.uncut)

    def generic(self, text: str) -> Plan | str:
        """The plan of one statement with `$n` in it, for values not known."""
        return self._explained(f"explain (format json, generic_plan) {text}", extended=False)

    def build(self, index: Candidate, size: Size) -> str:
        """Create one index, of this estimated size; "" where that worked, else why not."""
        import psycopg

        name = index.name
        heap, pages = self._tables.get((index.schema, index.table), (None, 0))
        try:
            if heap is not None:
                flatten(heap)  # else it reads each of its empty pages
            self._builder.execute(index.trial.encode())
        except psycopg.Error as error:
            return str(error).strip().splitlines()[0]
        finally:
            if heap is not None:
                stretch(heap, pages)
        ((oid, schema, path, method),) = self.rows(
            "select c.oid, n.nspname, pg_relation_filepath(c.oid), m.amname from pg_class c"
            " join pg_namespace n on n.oid = c.relnamespace join pg_am m on m.oid = c.relam"
            " where c.relname = %s and c.relkind = 'i'", (name,),
        )  # fmt: skip
        self._admin.execute(
            "select pg_restore_relation_stats('schemaname', %s::text, 'relname', %s::text, 'relpages', %s::int,"
            " 'reltuples', %s::real, 'relallvisible', 0)",
            (schema, name, size.pages, size.rows),
        )
        # Its first page is in the server's memory, which would hide what is written below.
        self._admin.execute("select rung_lab.pg_buffercache_evict_relation(%s)", (oid,))
        file = self._server.file(path)
        stretch(file, size.pages)
        if method == "btree":
            heighten(file, size.height)
        if method == "gin" and size.entries:
            tell_gin(file, size)
        self._made[name] = oid
        self._shown |= {name}
        return ""

    def discard(self, names: Iterable[str]) -> None:
        """Drop these new indexes: planning gets slower with every index of a table."""
        from psycopg import sql

        for name in sorted(names):
            schema = self._schema_of(name)
            self._owner.execute(sql.SQL("drop index {}").format(sql.Identifier(schema, name)))
            del self._made[name]
            self._shown -= {name}

    def tell_distinct(self, index: str, attribute: int, distinct: float, width: int) -> None:
        """Give an index's expression the statistics that ANALYZE would find."""
        self._admin.execute(
            "select pg_restore_attribute_stats('schemaname', %s::text, 'relname', %s::text, 'attnum', %s::int2,"
            " 'inherited', false, 'null_frac', 0::real, 'avg_width', %s::int, 'n_distinct', %s::real)",
            (self._schema_of(index), index, attribute, width, distinct),
        )

    def show(self, names: Iterable[str]) -> None:
        """Let the planner see these of the new indexes and no other."""
        wanted = frozenset(names)
        changed = [self._made[one] for one in sorted(wanted ^ self._shown)]
        if changed:
            self._admin.execute(
                "update pg_index set indisvalid = not indisvalid where indexrelid = any(%s)",
                (changed,),
            )
            self._shown = wanted

    def limit(self, index: Candidate) -> str:
        """It builds each, so that it prices all that can be built."""
        return ""

    def doubt(self, index: Candidate) -> str:
        """It is told the statistics of expressions."""
        return ""

    def _schema_of(self, index: str) -> str:
        found = self.rows(
            "select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = %s",
            (self._made[index],),
        )
        return str(found[0][0])

    def _session(self) -> "psycopg.Connection[Any]":
        """A session with production's settings of the planner."""
        made = self._server.connect(OWNER, OWNER)
        made.execute(f"set statement_timeout = '{PLAN_S}s'")
        for name, value in self._settings.items():
            _set(made, name, value)
        return made

    def _explained(
        self, text: str, *, extended: bool = True, line: "psycopg.Connection[Any] | None" = None
    ) -> Plan | str:
        from psycopg.pq import ExecStatus

        self.plans += 1
        # The extended protocol takes one statement only, whatever the text holds, but wants values for `$n`.
        asked = (line or self._owner).pgconn
        found = asked.exec_params(text.encode(), []) if extended else asked.exec_(text.encode())
        if found.status != ExecStatus.TUPLES_OK:
            said = (
                found.error_field(77) or found.error_message or b"no answer"
            )  # PG_DIAG_MESSAGE_PRIMARY
            return said.decode(errors="replace").strip().splitlines()[0][:200]
        tree = json.loads(found.get_value(0, 0) or b"[]")[0]["Plan"]
        return plan_of(tree)

    def _size_all(self, blueprint: Blueprint) -> dict[tuple[str, str], tuple[Path, int]]:
        """Sizes of what is there: as the source measured them, else as its statistics say; each table's file."""
        self._admin.execute("checkpoint")
        tables = {}
        for name, schema, bare, kind, pages, path, method, rows in self.rows(_RELATIONS):
            wanted = blueprint.pages.get(name, pages)
            file = self._server.file(path)
            stretch(file, wanted)
            if kind == "i" and method == "btree" and wanted > 1:
                heighten(file, height_of(wanted, rows))
            if kind != "i":
                tables[schema, bare] = (file, wanted)
        self._admin.execute("select rung_lab.pg_buffercache_evict_all()")
        return tables

    def close(self) -> None:
        """End the sessions."""
        self._admin.close()
        self._owner.close()
        self._builder.close()
        if self._warm is not None:
            self._warm.close()


def _set(session: "psycopg.Connection[Any]", name: str, value: str) -> None:
    import psycopg

    # A setting that version 18 no longer has changes no plan of the lab.
    with contextlib.suppress(psycopg.Error):
        session.execute("select set_config(%s, %s, false)", (name, value))


@contextlib.contextmanager
def shadow(blueprint: Blueprint) -> Iterator[Shadow]:
    """A lab with this blueprint for as long as entered.

    Raises:
        Problem: the extra is not installed, or the server did not start.
    """
    with running() as server:
        made = Shadow(server, blueprint)
        try:
            yield made
        finally:
            made.close()
