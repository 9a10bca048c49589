"""`rung assess`: what the project is, what it is short of, and a verdict on every rung."""

from pathlib import Path
from typing import Annotated

import typer

from cli import options
from cli.named import NOTHING, Named, with_sources


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

    sources = named.sources(path)
    found = decided(sources)
    if save is not None:
        from checks.saved import save as keep

        keep(found.seen.looks, save, found.seen.totals)
    if as_json or output is not None:
        from checks.changes import changes as since
        from checks.engine import examine
        from cli.audited import faults

        looks = found.seen.looks
        shown = (looks, examine(looks, faults()), found.decision)
        changed = since(found.seen.before, looks)
        page.write(page.assessment(sources.root, *shown, facts=facts, changed=changed), output)
    else:
        from cli.screen import assess as screen

        screen.show(sources.root, found, facts_only=facts, everything=everything)
    return found.seen.report()
