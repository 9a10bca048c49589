"""The demo as a live story, and its closing table."""

from collections.abc import Generator, Iterable
from contextlib import ExitStack, closing
from functools import singledispatch

from rich.console import Console
from rich.text import Text

from checks.signal import percent
from cli import words
from cli.figures import figure, plural
from cli.screen import paper, plan
from playbooks.core import Prediction
from scaffold.core import Change
from scaffold.demo import events
from scaffold.demo.result import Climbed, DemoResult, Load, Run, State

NARROW = 72
CHANGING = ("CREATE", "ALTER", "DROP")


def told(story: Iterable[events.Event], *, stderr: bool = False) -> DemoResult:
    """Show every event as it comes; the last one carries the result.

    Raises:
        Problem: whatever the story raises; its servers are stopped by then.
    """
    console = paper.sheet(stderr=stderr)
    with ExitStack() as stack:
        if isinstance(
            story, Generator
        ):  # its servers are stopped when it is closed, also after Ctrl-C
            stack.enter_context(closing(story))
        status = stack.enter_context(console.status(""))
        shown: set[frozenset[Change]] = set()
        for event in story:
            if isinstance(event, events.Working):
                status.update(f"{event.what} (about {figure(event.seconds, 's')})")
            elif isinstance(event, events.Finished):
                result = event.result
            elif isinstance(event, events.Built) and frozenset(event.plan.writes) in shown:
                files = plural(len(event.plan.writes), "file")
                paper.block(console, f"The same {files} as shown above")
            else:
                status.update("")
                tell(event, console)
                if isinstance(event, events.Built):
                    shown.add(frozenset(event.plan.writes))
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
            (
                "Database",
                f"at work in {percent(state.database_share)} of the time that users waited",
            )
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
        ("Direction", decision.direction.partition(";")[0]),
    ]
    if decision.next:
        reasons = decision.verdict(decision.next).because
        rows += [("" if number else "Why", one.text) for number, one in enumerate(reasons)]
        console.print(Text.assemble("The ladder says: ", (decision.next, "bold cyan")))
    else:
        console.print(paper.ink("The ladder says: stop", "bold"))
    paper.pairs(console, rows)


@tell.register
def _(event: events.PassedOver, console: Console) -> None:
    paper.block(console, f"{event.rung} cannot be built here: {event.why}")


@tell.register
def _(event: events.Registered, console: Console) -> None:
    by = "what a panicking team takes" if event.wrong_first else "the ladder's choice"
    said = (
        words.promise(event.predicts) if event.predicts else "no figure; it makes others measurable"
    )
    paper.pairs(console, [("Rung", f"{event.rung} ({by})"), ("Promise", said)])


@tell.register
def _(event: events.Built, console: Console) -> None:
    console.print()
    plan.edits(console, event.plan)
    plan.files(console, event.plan)


@tell.register
def _(event: events.Migrated, console: Console) -> None:
    shown = [one for one in event.statements if one.lstrip().upper().startswith(CHANGING)]
    for statement in shown:
        paper.block(console, paper.ink(statement, "cyan"))
    guards = len(event.statements) - len(shown)
    around = f", with {plural(guards, 'statement')} around to check" if guards else ""
    paper.block(console, f"run on the database in {figure(event.seconds, 's')}{around}")


@tell.register
def _(event: events.Compared, console: Console) -> None:
    same = event.same
    late = ""
    if same.stale:
        late = (
            f", {same.stale} of them up to {figure(same.stale_s, 's')} old, as the cache declares"
        )
    said = f"Same answers: {same.equal + same.stale:,} of {same.requests:,}{late}"
    paper.block(console, paper.ink(said, "green" if same.passed else "bold red"))
    for one in same.mismatches[:3]:
        paper.block(console, f"{one.request}: {one.before[:60]} became {one.after[:60]}", indent=4)


@tell.register
def _(event: events.Proved, console: Console) -> None:
    if event.predicted is None or event.measured is None:
        paper.block(console, event.note)
        return
    seen = figure(event.measured, event.predicted.unit, event.predicted.vital)
    style = "bold green" if event.kept else "bold red"
    said = (
        f"{event.rung} {_word(event.predicted, event.measured)}: {words.promise(event.predicted)}"
    )
    paper.block(console, paper.ink(f"{said}; measured {seen}", style))
    if event.note:
        paper.block(console, event.note)


def _word(promise: Prediction, measured: float) -> str:
    if not promise.kept(measured):
        return "did not keep its promise"
    return "did more than it promised" if promise.exceeded(measured) else "kept its promise"


@tell.register
def _(event: events.Undone, console: Console) -> None:
    how = "byte for byte as before" if event.restored else "not as before"
    paper.block(console, f"{event.rung} taken out again, the project is {how}")


@tell.register
def _(event: events.Stopped, console: Console) -> None:
    console.print()
    console.print(paper.ink(f"Stopped: {event.why}", "bold"))
    if event.behind:
        paper.block(console, "Behind it wait:", indent=0)
        paper.pairs(console, event.behind)


def table(console: Console, run: Run) -> None:
    """Every state of one size: throughput, waiting, errors, who used the processor, and the promises."""
    paper.section(console, f"Size {run.size:g}: {_multiple(run)}")
    states = [("", run.before), *((_fate(one), one.state) for one in run.rungs)]
    _loads(console, states)
    cores = list(dict.fromkeys(name for _, state in states for name in state.cores))
    paper.section(console, f"Processor cores used, of {run.before.machine_cores}")
    rows = [
        (state.name + fate, *(f"{state.cores.get(one, 0.0):.2f}" for one in cores))
        for fate, state in states
    ]
    paper.columns(console, rows, ["after", *cores], figures=True)
    paper.section(console, "Promised and measured")
    paper.pairs(console, [(one.rung, _promised(one)) for one in run.rungs])
    console.print()
    rows_of = ", ".join(f"{count:,} {name}" for name, count in run.rows.items())
    paper.block(console, paper.ink(f"The multiple grows with the rows: {rows_of}.", "dim"))
    if run.next:
        paper.block(console, f"The ladder's next rung is {run.next}; rung cannot build it yet.")


def _multiple(run: Run) -> str:
    return f"{run.times:.1f} times the throughput, p95 {run.p95_lower:.1%} lower"


def _loads(console: Console, states: list[tuple[str, State]]) -> None:
    """Throughput and waiting of every state; a narrow terminal goes without the median."""
    cells = [{"after": f"{state.name}{fate}", **_cells(state)} for fate, state in states]
    heads = [one for one in cells[0] if one != "p50 ms" or console.width >= NARROW]
    rows = [[one.get(head, "") for head in heads] for one in cells]
    paper.columns(console, rows, heads, figures=True)


def _cells(state: State) -> dict[str, str]:
    closed = state.closed
    cells = {
        "req/s": f"{closed.rps:,.1f}",
        "p50 ms": f"{closed.p50_ms:,.0f}",
        "p95 ms": f"{closed.p95_ms:,.0f}",
        "errors": str(closed.errors),
        "in db": "" if state.database_share is None else percent(state.database_share),
    }
    if state.open:
        cells[f"p95 at {state.open.offered_rps:.0f}/s"] = f"{state.open.p95_ms:,.0f}"
    return cells


def _fate(one: Climbed) -> str:
    return "" if one.kept else " (undone)"


def _promised(one: Climbed) -> str:
    if one.predicted is None:
        return one.note or "no figure"
    seen = "nothing"
    if one.measured:
        seen = figure(float(one.measured.value), one.predicted.unit, one.predicted.vital)
    return f"{words.promise(one.predicted)}; measured {seen}{'' if one.kept else ': not kept'}"


def _throughput(load: Load) -> str:
    errors = plural(load.errors, "error")
    return f"{figure(load.rps, 'requests/s')} from {plural(load.users, 'user')}, {errors}"


def _waiting(load: Load) -> str:
    return f"p50 {load.p50_ms:,.0f} ms, p95 {load.p95_ms:,.0f} ms, p99 {load.p99_ms:,.0f} ms"


def _cores(state: State) -> str:
    return ", ".join(f"{name} {cores:.2f}" for name, cores in state.cores.items())
