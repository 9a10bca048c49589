"""`rung audit`: every check on what was looked at, on the screen or in the forms of CI systems, with a gate."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import options
from cli.named import NOTHING, Named, with_sources

if TYPE_CHECKING:
    from cli.audited import Audited

FAILED = 1


class Format(StrEnum):
    """How the audit is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"


class FailOn(StrEnum):
    """The lowest severity that fails the gate."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NEVER = "never"


@with_sources
def audit(
    path: options.Folder = Path(),
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    as_json: options.AsJson = False,
    output: options.Output = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            help="Exit with 1 from this severity on; only findings of high confidence count.",
        ),
    ] = FailOn.HIGH,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="FILE", help="Only findings that this file lacks fail the gate."
        ),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option("--write-baseline", metavar="FILE", help="Keep today's findings as known."),
    ] = None,
    named: Named = NOTHING,
) -> int:
    """Check a project for what breaks under load; a gate for CI.

    No network is used unless you name an address. Exit code 1 when the gate fails.
    """
    from cli.audited import audited

    sources = named.sources(path)
    if write_baseline is not None:
        return _keep(audited(sources, fail_on), write_baseline)
    found = audited(sources, fail_on, baseline)
    _write(found, Format.JSON if as_json else form, output)
    return found.seen.report() or (FAILED if found.gated else 0)


def _keep(found: "Audited", path: Path) -> int:
    """Today's findings, but for the waived ones, become the baseline; says how many, and fails no gate."""
    from cli import baseline
    from cli.figures import plural
    from cli.page.json import write
    from cli.screen import paper

    rows = [
        (one, how.identity)
        for one, how in zip(found.findings, found.standings, strict=True)
        if how.waiver is None
    ]
    write(baseline.page(rows), path)
    paper.sheet().print(
        f"{path}: {plural(len(rows), 'finding')} known from now on; "
        f"rung audit --baseline {path} fails at new ones"
    )
    return found.seen.report()


def _write(found: "Audited", form: Format, output: Path | None) -> None:
    """To the file that the user named or to standard output."""
    if form is Format.TEXT:
        from cli.screen import audit as screen

        screen.show(found, output)
        return
    from cli.page import audit, ci, json, sarif

    if form is Format.GITHUB:
        json.emit(json.clean(ci.github(found)), output)
    elif form is Format.JUNIT:
        json.emit(json.clean(ci.junit(found)), output)
    elif form is Format.GITLAB:
        json.write(ci.gitlab(found), output)
    else:
        json.write(sarif.log(found) if form is Format.SARIF else audit.audit(found), output)
