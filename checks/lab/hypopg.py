"""HypoPG on the live server: the same search where the lab is not installed, priced by the server's own planner.

Only EXPLAIN is sent, in a session of its own in which every transaction is read-only; hypothetical indexes live in that
session's memory and are forgotten at its end (https://hypopg.readthedocs.io). What it cannot price is said index by
index: no GIN or GiST, no statistics of an expression, and its own idea of sizes, which leaves out deduplication: the
sizes that the search weighs are ours.
"""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checks.lab.candidate import Candidate
from checks.lab.loading import LeftOut
from checks.lab.plans import Plan, plan_of
from checks.lab.shadow import DISK_PAGE
from checks.lab.sizes import Size
from checks.lab.whatif import Backend
from checks.probes.postgres.reading import Tell, quiet
from checks.sql import quoted

if TYPE_CHECKING:
    import psycopg

METHODS = ("btree", "brin")
"""Of those that are proposed, the access methods that HypoPG knows (hypopg.c, hypo_index_store_parsetree)."""
BUDGET_S = 60.0
"""Seconds for which the live server is asked for plans; this tool's default."""
SESSION = (
    "set default_transaction_read_only = on; set statement_timeout = '5s'; set lock_timeout = '500ms';"
    " set idle_in_transaction_session_timeout = '10s'"
)
INSTALLED = (
    "select n.nspname, e.extversion, pg_backend_pid() from pg_extension e join pg_namespace n on n.oid = e.extnamespace"
    " where e.extname = 'hypopg'"
)


class Hypothetical:
    """HypoPG in one session: what the search asks of the lab, asked of the database itself."""

    backend = Backend.HYPOPG

    def __init__(
        self,
        line: "psycopg.Connection[Any]",
        schema: str,
        tell: Tell = quiet,
        budget_s: float = BUDGET_S,
    ) -> None:
        self.left_out: tuple[LeftOut, ...] = ()
        self.plans = 0
        self.version = line.info.server_version
        self._line, self._schema, self._tell = line, quoted(schema), tell
        self._made: dict[str, str] = {}
        self._shown = frozenset[str]()
        self._named: dict[str, str] = {}
        self._page: str | None = None
        self._usual_page = ""
        self._budget_s, self._until = budget_s, time.monotonic() + budget_s
        self._late = False
        self._tell(SESSION)
        self._line.execute(SESSION)
        self.reset()

    @property
    def notes(self) -> tuple[str, ...]:
        """Whether the time was enough."""
        late = f"the server was asked for plans for {self._budget_s:.0f} s, and then no more: the rest is not priced"
        return (late,) if self._late else ()

    def reset(self) -> None:
        """Forget every hypothetical index of this session."""
        self._line.execute(f"select {self._schema}.hypopg_reset()".encode())

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """What the server's catalogs say."""
        self._tell(query.strip())
        return self._line.execute(query.encode(), values or None).fetchall()

    def plan(self, text: str) -> Plan | str:
        """The plan of one statement with literals in it, or why it cannot be planned."""
        if time.monotonic() > self._until:
            self._late = True
            return "the time for asking the live server is over"
        return self._explained(f"explain (format json) {text}")

    def generic(self, text: str) -> Plan | str:
        """Never: a plan without values needs the simple protocol, which takes more than one statement."""
        return "HypoPG is asked with values only"

    def warm(self, share: float) -> None:
        """From now on price by the share of block reads that memory answers, as the lab does."""
        ((usual,),) = self.rows("select current_setting('random_page_cost')")
        page = max(1.0, DISK_PAGE * (1.0 - share))
        self._usual_page = str(usual)
        self._page = f"{page:.3f}" if page < float(usual) else None

    def priced(self, text: str) -> Plan | str:
        """The server's plan, but a page out of order costs what it costs there (`Shadow.priced`)."""
        plan = self.plan(text)
        if self._page is None or isinstance(plan, str):
            return plan
        self._set_page(self._page)
        warm = self.plan(text)
        self._set_page(self._usual_page)
        if isinstance(warm, str) or warm.indexes != plan.indexes:
            return plan
        return replace(plan, cost=warm.cost, uncut=warm.uncut)

    def build(self, index: Candidate, size: Size) -> str:
        """Keep this index for `show`; why HypoPG cannot make it, empty where it can."""
        import psycopg

        if limit := self.limit(index):
            return limit
        self.show(())
        try:
            self._create([index.trial])
        except psycopg.Error as error:
            return str(error).strip().splitlines()[0]
        self.reset()
        self._made[index.name] = index.trial
        return ""

    def discard(self, names: Iterable[str]) -> None:
        """Forget these."""
        gone = set(names)
        self.show(self._shown - gone)
        for one in gone:
            del self._made[one]

    def tell_distinct(self, index: str, attribute: int, distinct: float, width: int) -> None:
        """HypoPG has no statistics of an expression."""

    def show(self, names: Iterable[str]) -> None:
        """Let the planner see these of the new indexes and no other."""
        wanted = frozenset(names)
        if wanted == self._shown:
            return
        self.reset()
        ordered = sorted(wanted)
        made = self._create([self._made[one] for one in ordered]) if ordered else []
        self._named = dict(zip(made, ordered, strict=True))
        self._shown = wanted

    def limit(self, index: Candidate) -> str:
        """GIN is what it does not know, of what is proposed."""
        return "" if index.method in METHODS else f"HypoPG prices no {index.method.upper()} index"

    def doubt(self, index: Candidate) -> str:
        """An expression's share of rows is PostgreSQL's default until ANALYZE has seen the index."""
        if any(key.expression for key in index.keys):
            return "HypoPG knows no statistics of an expression: what it saves is a guess"
        return ""

    def _create(self, trials: list[str]) -> list[str]:
        """Make these; the names that HypoPG gives them, in order."""
        query = (  # the schema's name is quoted
            f"select h.indexname from unnest(%s::text[]) with ordinality as t (ddl, place),"  # noqa: S608
            f" lateral {self._schema}.hypopg_create_index(t.ddl) h order by t.place"
        )
        self._tell("; ".join(f"hypopg_create_index: {one}" for one in trials))
        return [str(name) for (name,) in self._line.execute(query.encode(), (trials,)).fetchall()]

    def _set_page(self, cost: str) -> None:
        self._line.execute("select set_config('random_page_cost', %s, false)", (cost,))

    def _explained(self, text: str) -> Plan | str:
        from psycopg.pq import ExecStatus

        self.plans += 1
        self._tell(text)
        # The extended protocol takes one statement only, whatever the text holds.
        found = self._line.pgconn.exec_params(text.encode(), [])
        if found.status != ExecStatus.TUPLES_OK:
            said = found.error_field(77) or found.error_message or b"no answer"
            return said.decode(errors="replace").strip().splitlines()[0][:200]
        tree = json.loads(found.get_value(0, 0) or b"[]")[0]["Plan"]
        return plan_of(_renamed(tree, self._named))


def _renamed(tree: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """The plan with the candidates' names in place of HypoPG's."""
    found = {**tree, "Plans": [_renamed(one, names) for one in tree.get("Plans", ())]}
    if "Index Name" in tree:
        found["Index Name"] = names.get(tree["Index Name"], tree["Index Name"])
    return found
