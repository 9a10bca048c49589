"""`rung assess`: what the project is, what it is short of, and a verdict on every rung."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checks.lab.proof.wish import BUDGET_S, replicas, wish
from checks.lab.terms import terms
from cli import options, tried
from cli.named import NOTHING, Named, with_sources

if TYPE_CHECKING:
    from cli.decided import Decided
    from cli.look import Sources
    from cli.projected import Projected


class Format(StrEnum):
    """How the result is written."""

    JSON = "json"
    MD = "md"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What of the result is shown, and how it is written; None is the screen."""

    format: Format | None
    output: Path | None
    facts: bool
    everything: bool


@with_sources
def assess(
    path: options.Folder = Path(),
    named: Named = NOTHING,
    lab: options.Lab = False,
    lab_size: options.LabSize = None,
    lab_keep_hot: options.LabKeepHot = False,
    scratch: options.Scratch = None,
    scratch_seconds: options.ScratchSeconds = BUDGET_S,
    scratch_keep: options.ScratchKeep = False,
    replica_url: options.ReplicaUrls = None,
    save: options.Save = None,
    facts: options.Facts = False,
    everything: options.Everything = False,
    ask: options.Ask = False,
    incident: options.Incident = False,
    carry: options.Carry = None,
    within: options.Within = 365.0,
    format_: Annotated[
        Format | None, typer.Option("--format", help="Write a page instead of a screen.")
    ] = None,
    schema: options.Schema = False,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Look at a project and say which rung comes next, and why.

    The project's files are always read, never run. Live systems are looked at when you name them.
    """
    if schema:
        from cli.page.json import write
        from cli.page.schema import vitals

        write(vitals(), output)
        return 0
    from cli.decided import decided
    from cli.projected import Wanted, projected

    sources = replace(
        named.sources(path),
        lab=lab,
        lab_terms=terms(lab_size, keep_hot=lab_keep_hot, lab=lab),
        scratch=wish(scratch, scratch_seconds, keep=scratch_keep, lab=lab),
        replica_urls=replicas(replica_url, lab=lab),
    )
    if incident:
        sources = replace(sources, tell=(*sources.tell, "incident=yes"))
    found = _asked(sources) if ask else decided(sources)
    ahead = projected(found, Wanted(times=carry, days=within, incident=incident))
    if save is not None:
        from checks.saved import save as keep

        keep(found.seen.looks, save, found.seen.totals)
        tried.warn(found.seen.looks, save)
    written = Format.JSON if as_json or output is not None else None
    shape = Shape(format=format_ or written, output=output, facts=facts, everything=everything)
    _show(sources.root, found, ahead, shape)
    return found.seen.report()


def _asked(sources: "Sources") -> "Decided":
    """The decision after a person's answers; those of an earlier run are not asked for again."""
    from cli.asking import asked, asking
    from cli.decided import decided

    about = asking(sources.root, "assess")
    kept = tuple(about.answers().facts.values())
    return asked(decided(replace(sources, kept=kept)), about)


def _show(root: Path, found: "Decided", ahead: "Projected", shape: Shape) -> None:
    from cli.page import json as page

    if shape.format is None:
        from cli.screen import assess as screen

        screen.show(root, found, ahead=ahead, facts_only=shape.facts, everything=shape.everything)
        tried.show(found.seen.looks)
    elif shape.format is Format.JSON:
        from checks.changes import changes as since
        from checks.engine import examine
        from cli.audited import faults

        looks = found.seen.looks
        shown = (looks, examine(looks, faults()), found.decision)
        changed = since(found.seen.before, looks)
        whole = page.assessment(root, *shown, facts=shape.facts, ahead=ahead, changed=changed)
        page.write({**whole, **tried.page(looks)}, output=shape.output)
    else:
        from cli.page.report import report

        page.emit(report(shape.format, root, found, ahead), shape.output)
