"""What changed between an earlier look and this one: figures, settings, tables, indexes, findings.

A figure that moved by less than a fifth is noise (this tool's default, the same as for a told figure that a
measured one contradicts); a table is told of when it grew by a fifth and 10 MB.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.core import Looks, Outcome, Report
from checks.engine import discover, examine
from checks.fill import FAR
from checks.probes.pgbouncer import PgBouncer
from checks.probes.postgres import Index, Postgres, Table
from checks.signal import size
from checks.sql import qualified
from checks.vitals import Vitals

GREW_BYTES = 10_000_000
LIVE = (Postgres, PgBouncer)
"""The looks that are compared part by part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: `kind` is figure, setting, table, index or finding; an empty side was or is not there."""

    kind: str
    name: str
    before: str
    after: str


def changes(before: Looks, after: Looks) -> tuple[Difference, ...]:
    """What is different now, by kind and name; nothing where the two looks have no system in common."""
    found = [*_figures(before, after)]
    was, now = before.get(Postgres), after.get(Postgres)
    if was is not None and now is not None and was.database == now.database:
        found += [*_settings(was.settings, now.settings), *_relations(was, now)]
    was_pool, now_pool = before.get(PgBouncer), after.get(PgBouncer)
    if was_pool is not None and now_pool is not None:
        found += _settings(was_pool.config, now_pool.config)
    return (*found, *_findings(before, after))


def _figures(before: Looks, after: Looks) -> Iterator[Difference]:
    was, now = before.get(Vitals), after.get(Vitals)
    if was is None or now is None:
        return
    for fact in now.known():
        old = was.fact(fact.name)
        if old is not None and _differ(old.value, fact.value):
            yield Difference(
                kind="figure", name=fact.name, before=_shown(old.value), after=_shown(fact.value)
            )


def _differ(old: object, new: object) -> bool:
    if isinstance(old, bool) or isinstance(new, bool):
        return old != new
    if isinstance(old, int | float) and isinstance(new, int | float):
        return abs(old - new) > FAR * max(abs(old), abs(new))
    return old != new


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _settings(was: Mapping[str, str], now: Mapping[str, str]) -> list[Difference]:
    return [
        Difference(kind="setting", name=name, before=was[name], after=now[name])
        for name in sorted(set(was) & set(now))
        if was[name] != now[name]
    ]


def _relations(was: Postgres, now: Postgres) -> Iterator[Difference]:
    if {"tables", "indexes"} & (set(was.missing) | set(now.missing)):
        return
    tables = [{qualified(one.schema, one.name): one for one in look.tables} for look in (was, now)]
    complete = all(len(look.tables) >= look.tables_total for look in (was, now))
    for name in sorted(set(tables[0]) | set(tables[1])):
        old, new = tables[0].get(name), tables[1].get(name)
        if (old is None or new is None) and not complete:
            continue
        if old is None or new is None or _grew(old, new):
            yield Difference(kind="table", name=name, before=_bytes(old), after=_bytes(new))
    indexes = [
        {qualified(one.schema, one.name): one for one in look.indexes} for look in (was, now)
    ]
    for name in sorted(set(indexes[0]) ^ set(indexes[1])) if complete else ():
        yield Difference(
            kind="index",
            name=name,
            before=_on(indexes[0].get(name)),
            after=_on(indexes[1].get(name)),
        )


def _grew(old: Table, new: Table) -> bool:
    difference = abs(new.total_bytes - old.total_bytes)
    return difference >= GREW_BYTES and difference > FAR * old.total_bytes


def _bytes(one: Table | None) -> str:
    return "" if one is None else size(one.total_bytes)


def _on(one: Index | None) -> str:
    return "" if one is None else f"on {qualified(one.schema, one.table)} ({size(one.bytes)})"


def _findings(before: Looks, after: Looks) -> Iterator[Difference]:
    """Findings of the checks on what both looks saw; one whose numbers alone differ is the same finding."""
    common = {kind for kind in LIVE if before.get(kind) and after.get(kind)}
    names = [name for name, one in discover().items() if common & set(one.needs)]
    was, now = ({n: r.report for n, r in examine(one, names).items()} for one in (before, after))
    for name in names:
        if Outcome.UNKNOWN in (was[name].outcome, now[name].outcome):
            continue
        old, new = _messages(was[name]), _messages(now[name])
        for key in sorted(set(old) ^ set(new)):
            yield Difference(
                kind="finding", name=name, before=old.get(key, ""), after=new.get(key, "")
            )


def _messages(report: Report) -> dict[str, str]:
    return {re.sub(r"[\d.,]+", "#", one.message): one.message for one in report.findings}
