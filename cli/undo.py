"""`rung undo`: takes a rung out again, byte for byte."""

from pathlib import Path

from cli import options


def undo(
    rung: options.RungName,
    path: options.Folder = Path(),
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Take a rung out again, byte for byte.

    What you changed since stays as it is.
    """
    from cli.decided import page_of
    from cli.look import root_of
    from cli.written import carry_out
    from scaffold import undo as undoing

    page_of(rung)
    plan = undoing.plan(root_of(path), rung)
    return carry_out(plan, yes=yes, dry_run=dry_run, as_json=as_json, output=output)
