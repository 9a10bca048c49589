"""`rung upgrade`: the templates of this version over what is built, with everything that was changed by hand kept."""

from typing import Annotated

import typer

from cli import options


def upgrade(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RUNG]... [PATH]",
            help="The rungs to upgrade (none: all that are built here), then the project's folder.",
            show_default=False,
        ),
    ] = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    set_: options.Set = None,
    answers: options.Answers = None,
    save_plan: options.SavePlan = None,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Bring what is built here to the templates of this version of rung.

    Your edits are merged and your answers kept; new questions take their defaults. Lines that both of you changed are
    left in the file between markers (exit code 3): settle them, then run the upgrade again.
    """
    from cli.look import root_of
    from cli.upgrading import told, wishes
    from cli.written import carry_out, insist_on_somebody, kept
    from scaffold import upgrade as upgrading

    insist_on_somebody(yes=yes, as_json=as_json, dry=dry_run or save_plan is not None)
    rungs, path = told(words or [])
    root = root_of(path)
    plan = upgrading.plan(root, rungs, wishes=wishes(root, rungs, set_ or (), answers))
    if save_plan is not None:
        return kept(plan, save_plan)
    return carry_out(plan, yes=yes, dry_run=dry_run, as_json=as_json, output=output)
