"""`rung eject`: leaves rung behind; everything that it built stays."""

from pathlib import Path

from cli import options


def eject(
    path: options.Folder = Path(),
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Leave rung behind: remove .rung/ and keep everything that was built.

    The project works as before; rung can then neither upgrade what it built nor take it out again.
    """
    from cli.look import root_of
    from cli.written import carry_out
    from scaffold import eject as leaving

    return carry_out(
        leaving.plan(root_of(path)), yes=yes, dry_run=dry_run, as_json=as_json, output=output
    )
