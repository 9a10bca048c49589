"""The part of the lab's screen on updates that an index takes off their page: both sets, for a person to choose."""

from rich.console import Console

from checks.lab.advice import LabAdvice
from checks.lab.candidate import Candidate
from checks.lab.hot import HotChoice
from cli.screen import paper

MOST = 4


def show(console: Console, advice: LabAdvice) -> None:
    """Each such statement, what is proposed for it, and what the other choice would save and cost."""
    if not advice.hot:
        return
    paper.section(console, "Updates that an index would take off their page (HOT)")
    for one in advice.hot[:MOST]:
        console.print()
        paper.block(console, " ".join(one.statement.text.split()))
        paper.pairs(console, _rows(one, advice), indent=5)
    if len(advice.hot) > MOST:
        paper.block(console, f"and {len(advice.hot) - MOST} more in --json")


def _rows(one: HotChoice, advice: LabAdvice) -> list[tuple[str, str]]:
    each = one.paid_ms / one.statement.calls
    now = one.statement.exec_ms / one.statement.calls
    paid = f"{each:.2g} ms a call ({each / now:+.0%})" if now else f"{each:.2g} ms a call"
    columns = ", ".join(one.columns)
    spared = f"{one.statement.calls} updates of {columns} stay on their page"
    if one.kept:
        return [
            ("proposed", f"{_named(one.keeping)}: {spared}"),
            ("instead", _ddl(one.ending)),
            ("saves", f"{_share(one.reading_ms, advice)} more of all statement time"),
            ("costs", f"{paid}, and the bloat of every update in all indexes of its table"),
        ]
    return [
        ("proposed", f"{_named(one.ending)}: each update costs {paid}"),
        ("instead", _ddl(one.keeping) or "no index without what it updates helps"),
        ("spares", f"{spared}, {_share(one.paid_ms, advice)} of all statement time"),
        ("costs", f"{_share(one.reading_ms, advice)} of all statement time more to read"),
    ]


def _named(found: tuple[Candidate, ...]) -> str:
    return "; ".join(f"{one.table} {one.shape}" for one in found) or "no index"


def _ddl(found: tuple[Candidate, ...]) -> str:
    return " ".join(one.ddl for one in found)


def _share(ms: float, advice: LabAdvice) -> str:
    return f"{ms / advice.total_ms:.2%}" if advice.total_ms else "nothing"
