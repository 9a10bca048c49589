"""The context part of `rung assess --facts`: what runs, where, in which layer, for whom, each with its place."""

from collections.abc import Iterable, Iterator

from rich.console import Console

from checks.probes.repo.context.model import Context, Setting, Target, Workload
from checks.probes.repo.words import State
from cli.screen import paper

Row = tuple[str, str, str]


def show(console: Console, context: Context) -> None:
    """Every part that has something to say, in one table each."""
    for title, rows in _parts(context):
        rows = list(rows)
        if rows:
            paper.section(console, title)
            paper.placed(console, rows)
    for line in context.overruled:
        paper.block(console, paper.ink(f"overruled by {line}", "yellow"))


def _parts(context: Context) -> Iterator[tuple[str, Iterable[Row]]]:
    yield (
        "Stacks",
        (
            (one.component, f"{one.name} {one.version}".strip(), str(one.place))
            for one in context.stacks
        ),
    )
    yield (
        "Processes",
        (
            (one.name, f"{one.role}{_state(one.state)}{_of(one.command)}", str(one.place))
            for one in context.processes
        ),
    )
    yield (
        "Where requests enter",
        (
            (
                one.component,
                f"{one.framework}: {_handlers(one.handlers, one.files, one.reached)}",
                str(one.place),
            )
            for one in context.request_path
        ),
    )
    yield (
        "Layers of settings",
        ((one.component, f"{one.path}{_state(one.state)}", one.because) for one in context.layers),
    )
    yield (
        "Settings in production",
        (
            (one.name, _setting(one), str(one.place))
            for one in context.settings
            if one.state is not State.INACTIVE
        ),
    )
    yield (
        "Workloads",
        (
            (f"{one.kind} {one.name}", _workload(one), str(one.places[0]))
            for one in context.workloads
        ),
    )
    yield (
        "Who answers a concern",
        ((one.concern, one.layer, str(one.place)) for one in context.owners),
    )
    yield (
        "Not production",
        (
            (one.reason, _count(one.files, one.reason), f"first: {one.first}")
            for one in context.outside
        ),
    )
    if context.target is not None:
        yield "Declared target", _target(context.target)


def _state(state: State) -> str:
    return "" if state is State.ACTIVE else f" ({str(state).replace('_', ' ')})"


def _of(command: str) -> str:
    return f": {command}" if command else ""


def _handlers(handlers: int, files: int, reached: int) -> str:
    said = f"{handlers} handlers in {files} file{'s' if files != 1 else ''}"
    return f"{said}, {reached} functions followed" if reached else said


def _setting(one: Setting) -> str:
    if one.variable:
        default = f", default {one.value}" if one.value else ""
        return f"unknown: {one.variable} decides{default}"
    return f"{one.value}{_state(one.state)}"


def _workload(one: Workload) -> str:
    said = [str(one.role)]
    said += [f"{one.replicas} replica{'s' if one.replicas != 1 else ''}"] if one.replicas else []
    for word, names in (
        ("checked by", one.probes),
        ("reached by", one.reached_by),
        ("scaled by", one.scaled_by),
        ("guarded by", one.guarded_by),
        ("watched by", one.monitored_by),
        ("after", one.depends_on),
    ):
        said += [f"{word} {', '.join(names)}"] if names else []
    said += [f"{len(one.places)} copies"] if len(one.places) > 1 else []
    said += [f"{len(one.patched_by)} patches"] if one.patched_by else []
    return "; ".join(said) + _state(one.state)


def _count(files: int, reason: str) -> str:
    what = "folder" if reason in FOLDERS else "file"
    return f"{files} {what}{'s' if files != 1 else ''}"


FOLDERS = {"vendored", "built", "hidden", "an environment"}


def _target(one: Target) -> Iterator[Row]:
    for name in ("rung", "requests_per_second", "daily_users", "slo"):
        value = getattr(one, name)
        if value:
            yield name, str(value), str(one.place)
