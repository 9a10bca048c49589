"""`rung apply`: does exactly what a saved plan says, or refuses because the project changed since."""

from pathlib import Path
from typing import Annotated

import typer

from cli import options


def apply(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A plan that `rung add RUNG --plan FILE` saved.")
    ],
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Do exactly what a saved plan says.

    Refuses with code 4 when the project's files changed since the plan was made.
    """
    from cli.written import carry_out
    from scaffold.journal import recover
    from scaffold.saved_plan import from_json

    plan = from_json(_read(file))
    said = recover(plan.root) if plan.root.is_dir() else ""
    return carry_out(plan, yes=yes, dry_run=dry_run, as_json=as_json, output=output, note=said)


def _read(file: Path) -> str:
    from checks.core import Problem

    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Problem(
            f"{file} is no text", "save a plan with `rung add RUNG --plan FILE`"
        ) from error
    except OSError as error:
        raise Problem(
            f"{file} cannot be read: {error.strerror}",
            "save a plan with `rung add RUNG --plan FILE`",
        ) from error
