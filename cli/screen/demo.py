"""The demo as a live story, and its closing table."""

from collections.abc import Iterable
from functools import singledispatch

from rich.console import Console
from rich.text import Text

from cli import words
from cli.figures import figure, plural
from cli.screen import paper, plan
from scaffold.demo import events
from scaffold.demo.result import Climbed, DemoResult, Load, Run, State


def told(story: Iterable[events.Event], *, stderr: bool = False) -> DemoResult:
    """Show every event as it comes; the last one carries the result.

    Raises:
        Problem: whatever the story raises; its servers are stopped by then.
    """
    console = paper.sheet(stderr=stderr)
    with console.status("") as status:
        for event in story:
            if isinstance(event, events.Working):
                status.update(f"{event.what} (about {figure(event.seconds, 's')})")
            elif isinstance(event, events.Finished):
                result = event.result
            else:
                status.update("")
                tell(event, console)
        status.stop()
    for run in result.runs:
        table(console, run)
    return result


@singledispatch
def tell(event: object, console: Console) -> None:
    """One event in words."""
    raise TypeError(f"no words for {type(event).__name__}")


@tell.register
def _(event: events.Started, console: Console) -> None:
    console.print(
        paper.ink("A small application, a real PostgreSQL, and more users than it can bear", "bold")
    )
    paper.pairs(console, event.settings.items())


@tell.register
def _(event: events.Filled, console: Console) -> None:
    paper.section(console, f"Size {event.size:g}")
    rows = ", ".join(f"{count:,} {name}" for name, count in event.rows.items())
    paper.block(
        console, f"{rows}; {figure(event.bytes, 'B')}, filled in {figure(event.seconds, 's')}"
    )


@tell.register
def _(event: events.Measured, console: Console) -> None:
    state = event.state
    console.print()
    console.print(paper.ink(f"Measured: {state.name}", "bold"))
    rows = [("Throughput", _throughput(state.closed)), ("Waiting", _waiting(state.closed))]
    if state.open:
        rows.append((f"At {figure(state.open.offered_rps or 0, '/s')}", _waiting(state.open)))
    rows.append(("Processor", _cores(state)))
    if state.database_share is not None:
        rows.append(
            ("Database", f"{state.database_share:.0%} of all waiting was inside the database")
        )
    paper.pairs(console, rows)


@tell.register
def _(event: events.Refused, console: Console) -> None:
    paper.block(console, paper.ink(f"not counted: {event.why}", "yellow"))


@tell.register
def _(event: events.Decided, console: Console) -> None:
    decision = event.decision
    console.print()
    rows = [
        ("Saturated", f"{words.RESOURCES[decision.saturated]}: {decision.saturated_because.text}"),
        ("Direction", decision.direction),
    ]
    if decision.next:
        rows += [("Why", one.text) for one in decision.verdict(decision.next).because]
        console.print(Text.assemble("The ladder says: ", (decision.next, "bold cyan")))
    else:
        console.print(paper.ink("The ladder says: stop", "bold"))
    paper.pairs(console, rows)


@tell.register
def _(event: events.PassedOver, console: Console) -> None:
    paper.block(console, f"{event.rung} is passed over: {event.why}")


@tell.register
def _(event: events.Registered, console: Console) -> None:
    by = "what a panicking team takes" if event.wrong_first else "the ladder's choice"
    said = (
        words.promise(event.predicts) if event.predicts else "no figure; it makes others measurable"
    )
    paper.pairs(console, [("Rung", f"{event.rung} ({by})"), ("Promise", said)])


@tell.register
def _(event: events.Built, console: Console) -> None:
    plan.files(console, event.plan)


@tell.register
def _(event: events.Migrated, console: Console) -> None:
    for statement in event.statements:
        paper.block(console, paper.ink(statement, "cyan"))
    paper.block(console, f"run in {figure(event.seconds, 's')}")


@tell.register
def _(event: events.Compared, console: Console) -> None:
    same = event.same
    late = f", {same.stale} of them within {figure(same.stale_s, 's')}" if same.stale else ""
    said = f"Same answers: {same.equal:,} of {same.requests:,}{late}"
    paper.block(console, paper.ink(said, "green" if same.passed else "bold red"))
    for one in same.mismatches[:3]:
        paper.block(console, f"{one.request}: {one.before[:60]} became {one.after[:60]}", indent=4)


@tell.register
def _(event: events.Proved, console: Console) -> None:
    if event.predicted is None or event.measured is None:
        paper.block(console, event.note)
        return
    seen = figure(event.measured, event.predicted.unit, event.predicted.vital)
    word, style = (
        ("moved as promised", "bold green") if event.kept else ("did not move", "bold red")
    )
    paper.block(
        console,
        paper.ink(f"{event.rung} {word}: {words.promise(event.predicted)}; measured {seen}", style),
    )
    if event.note:
        paper.block(console, event.note)


@tell.register
def _(event: events.Undone, console: Console) -> None:
    how = "byte for byte as before" if event.restored else "not as before"
    paper.block(console, f"{event.rung} taken out again, the project is {how}")


@tell.register
def _(event: events.Stopped, console: Console) -> None:
    console.print()
    console.print(paper.ink(f"Stopped: {event.why}", "bold"))


def table(console: Console, run: Run) -> None:
    """Every state of one size: throughput, waiting, errors, and who used the processor."""
    paper.section(console, f"Size {run.size:g}: {_multiple(run)}")
    heads = ("after", "req/s", "p50 ms", "p95 ms", "errors", "in database", "cores")
    rows = [_row(run.before, ""), *(_row(one.state, _fate(one)) for one in run.rungs)]
    paper.columns(console, rows, heads, fixed=1)
    promises = [(one.rung, _promised(one)) for one in run.rungs if one.predicted]
    if promises:
        console.print()
        paper.pairs(console, promises)
    rows_of = ", ".join(f"{count:,} {name}" for name, count in run.rows.items())
    paper.block(console, paper.ink(f"The multiple grows with the rows: {rows_of}.", "dim"))
    if run.next:
        paper.block(console, f"The ladder's next rung is {run.next}; rung cannot build it yet.")


def _multiple(run: Run) -> str:
    return f"{run.times:.1f} times the throughput, p95 {run.p95_lower:.1%} lower"


def _row(state: State, fate: str) -> tuple[str, ...]:
    closed = state.closed
    share = "" if state.database_share is None else f"{state.database_share:.0%}"
    return (
        f"{state.name}{fate}",
        f"{closed.rps:,.1f}",
        f"{closed.p50_ms:,.0f}",
        f"{closed.p95_ms:,.0f}",
        str(closed.errors),
        share,
        _cores(state),
    )


def _fate(one: Climbed) -> str:
    return "" if one.kept else " (undone)"


def _promised(one: Climbed) -> str:
    if one.predicted is None:
        return "no figure"
    seen = (
        figure(float(one.measured.value), one.predicted.unit, one.predicted.vital)
        if one.measured
        else "nothing"
    )
    return f"{words.promise(one.predicted)}; measured {seen}{'' if one.kept else ': not kept'}"


def _throughput(load: Load) -> str:
    errors = plural(load.errors, "error")
    return f"{figure(load.rps, 'requests/s')} from {plural(load.users, 'user')}, {errors}"


def _waiting(load: Load) -> str:
    return f"p50 {load.p50_ms:,.0f} ms, p95 {load.p95_ms:,.0f} ms, p99 {load.p99_ms:,.0f} ms"


def _cores(state: State) -> str:
    return ", ".join(f"{name} {cores:.2f}" for name, cores in state.cores.items())
