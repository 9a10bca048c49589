"""The index lab's screen where neither the lab nor HypoPG could be asked: what the statistics alone say."""

from checks.lab.programs import MISSING
from checks.lab.statistics_alone import Narrowed, StatisticsAdvice
from cli.screen import paper

MOST = 12


def show(advice: StatisticsAdvice) -> None:
    """Why it is no more, then each index with the rows that it would leave."""
    console = paper.sheet()
    paper.section(console, "Index advice from statistics alone")
    for one in advice.reasons:
        paper.block(console, one)
    paper.block(
        console,
        "No planner was asked: there are no prices below, and confidence is low. For prices: "
        + MISSING.remedy.partition(",")[0]
        + ".",
    )
    for number, each in enumerate(advice.found[:MOST], 1):
        console.print()
        paper.command(console, f"{number}. {each.index.ddl}")
        paper.pairs(console, _rows(each), indent=5)
    if not advice.found:
        paper.block(
            console, f"{advice.statements} statements were read: no missing index stands out."
        )
    if len(advice.found) > MOST:
        paper.block(console, f"and {len(advice.found) - MOST} more in --json")


def _rows(one: Narrowed) -> list[tuple[str, str]]:
    steps = [
        f"{rows} by {name}" for name, rows in zip(one.index.columns, one.rows[1:], strict=True)
    ]
    guess = "" if one.known else "; a column has no statistics yet (ANALYZE)"
    found = [
        ("part in", f"{one.index.share:.1%} of all statement time (pg_stat_statements)"),
        ("narrows", f"{one.rows[0]} rows -> {' -> '.join(steps)}{guess} (pg_stats)"),
        ("why", one.index.because),
    ]
    return [*found, ("doubt", one.index.warning)] if one.index.warning else found
