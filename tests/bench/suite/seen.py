"""A look at the market place as after an hour of its application: each template's calls, with measured times."""

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import psycopg

from checks.lab.blueprint import Blueprint
from checks.lab.source import take
from checks.probes import postgres
from checks.probes.postgres import Postgres
from tests.bench.suite.measured import mean_ms, numbered, start
from tests.bench.suite.templates import TEMPLATES, Template

_ROWS = """
select query, sum(rows)::float8 / sum(calls) from pg_stat_statements where toplevel group by query"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One look: what the probe and the lab take, and the template's name by the statement's id."""

    postgres: Postgres
    blueprint: Blueprint
    names: Mapping[str, str]


def look(
    url: str, scale: float, *, runs: int = 10, seconds: float = 1.0, templates: Sequence[Template] = TEMPLATES
) -> Seen:  # fmt: skip
    """Run every template, then look while a session of each is open. Needs pg_stat_statements and a superuser."""
    found: dict[str, tuple[float, float]] = {}
    with psycopg.connect(url, autocommit=True) as one:
        for each in templates:
            mean = mean_ms(one, each, scale, runs, seconds)
            rows = {
                normal(str(text)): float(str(count))
                for text, count in one.execute(_ROWS).fetchall()
            }
            found[each.name] = (mean, rows[normal(each.sql)])
        one.execute("select pg_stat_statements_reset()")
    with contextlib.ExitStack() as sessions:
        for each in templates:
            # A read's time is counted once its portal is closed, a write must be rolled back.
            changes = each.sql.startswith(("insert", "update", "delete"))
            session = sessions.enter_context(
                contextlib.closing(psycopg.connect(url, autocommit=not changes))
            )
            start(session, numbered(each.sql), each.values(Random(each.name), scale))
        seen = postgres.look(url, timeout_s=20)
        listed = seen.statements.rows if seen.statements else ()
        blueprint = take(url, statements={one.id: one.text for one in listed})
    counted, names = _with_calls(seen, found, templates)
    return Seen(postgres=counted, blueprint=blueprint, names=names)


def normal(text: str) -> str:
    """A statement without its values, so that the template and the server's own text are alike."""
    plain = re.sub(r"\$\d+( /\*.*?\*/)?|'[^']*'|= null|(?<![\w.])\d+(\.\d+)?", "?", text.lower())
    return re.sub(r"\s+", "", re.sub(r"\(\?.*?\)", "(?)", plain.replace("= ?", "?")))


def _with_calls(
    seen: Postgres, found: dict[str, tuple[float, float]], templates: Sequence[Template]
) -> tuple[Postgres, dict[str, str]]:
    by_text = {normal(one.sql): one for one in templates}
    rows, names = [], {}
    for statement in seen.statements.rows if seen.statements else ():
        template = by_text.get(normal(statement.text))
        if template is not None:
            mean, each = found[template.name]
            names[statement.id] = template.name
            rows.append(
                replace(
                    statement,
                    calls=template.calls,
                    exec_ms=mean * template.calls,
                    rows=round(each * template.calls),
                )
            )
    rows.sort(key=lambda one: (-one.exec_ms, one.id))
    assert seen.statements is not None
    statements = replace(
        seen.statements,
        rows=tuple(rows),
        calls=sum(one.calls for one in rows),
        exec_ms=sum(one.exec_ms for one in rows),
        window_s=3600.0,
    )
    return replace(seen, statements=statements), names
