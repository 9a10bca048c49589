"""Shows a plan, asks, and writes it. The only place of this floor that starts a write into a project."""

from pathlib import Path

from cli.ask import agree
from scaffold.core import Plan

CONFLICT = 3


def carry_out(
    plan: Plan,
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool = False,
    output: Path | None = None,
    note: str = "",
) -> int:
    """Show the plan and, unless it is a dry run, write it once a person or `--yes` agrees.

    Returns:
        0, or 3 where conflicts are left in files.
    """
    from cli.screen import plan as screen

    if as_json or output is not None:
        return _as_json(plan, yes=yes, dry_run=dry_run, output=output)
    if plan.empty:
        screen.nothing(plan)
        return code(plan)
    screen.show(plan, note=note)
    if dry_run:
        screen.dry()
        return code(plan)
    question = screen.QUESTIONS[plan.verb].format(rungs=" and ".join(plan.rungs))
    if not (yes or agree(question, otherwise="give --yes to write, or --dry-run to look only")):
        screen.left()
        return 0
    from scaffold.apply import apply

    apply(plan)
    screen.done(plan)
    return code(plan)


def insist_on_somebody(*, yes: bool, as_json: bool, dry: bool) -> None:
    """JSON leaves no room for a question: it wants --yes or --dry-run.

    Raises:
        Problem: neither is given.
    """
    if as_json and not (dry or yes):
        from checks.core import Problem

        raise Problem("--json asks nothing", "give --yes to write, or --dry-run to look only")


def kept(plan: Plan, file: Path) -> int:
    """Save the plan for `rung apply`. Only its owner may read it: it holds the contents of the files it edits.

    Raises:
        Problem: the file cannot be written.
    """
    from checks.core import Problem
    from cli.page.json import save
    from cli.screen import plan as screen
    from scaffold.saved_plan import to_json

    try:
        file.touch(mode=0o600)
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror}", "name another file") from error
    save(to_json(plan), file)
    screen.show(plan)
    screen.kept(plan, file)
    return code(plan)


def _as_json(plan: Plan, *, yes: bool, dry_run: bool, output: Path | None) -> int:
    from cli.page import json as page

    insist_on_somebody(yes=yes, as_json=True, dry=dry_run)
    if not (plan.empty or dry_run):
        from scaffold.apply import apply

        apply(plan)
    page.write({**page.planned(plan), "applied": not (plan.empty or dry_run)}, output)
    return code(plan)


def code(plan: Plan) -> int:
    """3 where conflicts are left in files, else 0."""
    return CONFLICT if plan.conflicts else 0
