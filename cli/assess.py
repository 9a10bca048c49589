"""`rung assess`: what the project is, what it is short of, and a verdict on every rung."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.named import NOTHING, Named, with_sources


class Format(StrEnum):
    """How the result is written."""

    JSON = "json"
    MD = "md"
    HTML = "html"


@with_sources
def assess(
    path: options.Folder = Path(),
    named: Named = NOTHING,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Keep this look for `--from`.")
    ] = None,
    facts: Annotated[
        bool, typer.Option("--facts", help="Show only what was seen, with file and line.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every figure and the verdict on every rung.")
    ] = False,
    incident: Annotated[
        bool,
        typer.Option(
            "--incident", help="Users are hurt now: the steps of the first hours, in order."
        ),
    ] = False,
    carry: Annotated[
        float | None,
        typer.Option(
            "--carry", min=0.01, metavar="N", help="Name the cheapest set for N times the load."
        ),
    ] = None,
    within: Annotated[
        float, typer.Option("--within", min=0.0, metavar="DAYS", help="Days for `--carry`.")
    ] = 365.0,
    format_: Annotated[
        Format | None, typer.Option("--format", help="Write a page instead of a screen.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of the figures and exit.")
    ] = False,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Look at a project and say which rung comes next, and why.

    The project's files are always read, never run. Live systems are looked at when you name them.
    """
    from cli.page import json as page

    if schema:
        from cli.page.schema import vitals

        page.write(vitals(), output)
        return 0
    from cli.decided import decided
    from cli.projected import Wanted, projected

    sources = named.sources(path)
    if incident:
        sources = replace(sources, tell=(*sources.tell, "incident=yes"))
    found = decided(sources)
    ahead = projected(found, Wanted(times=carry, days=within, incident=incident))
    if save is not None:
        from checks.saved import save as keep

        keep(found.seen.looks, save, found.seen.totals)
    if format_ in {Format.HTML, Format.MD}:
        from cli.page.report import report

        page.emit(report(format_, sources.root, found, ahead), output)
    elif as_json or format_ is Format.JSON or output is not None:
        from checks.changes import changes as since
        from checks.engine import examine
        from cli.audited import faults

        looks = found.seen.looks
        shown = (looks, examine(looks, faults()), found.decision)
        changed = since(found.seen.before, looks)
        page.write(
            page.assessment(sources.root, *shown, facts=facts, ahead=ahead, changed=changed), output
        )
    else:
        from cli.screen import assess as screen

        screen.show(sources.root, found, ahead=ahead, facts_only=facts, everything=everything)
    return found.seen.report()
