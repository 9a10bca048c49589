"""`rung add`: builds one rung into a project: plan, diff, apply."""

from pathlib import Path

from cli import options


def add(
    rung: options.RungName,
    path: options.Folder = Path(),
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    set_: options.Set = None,
    answers: options.Answers = None,
    override: options.Override = "",
    save_plan: options.SavePlan = None,
    database_url: options.DatabaseUrl = None,
    url: options.AppUrl = None,
    metrics_url: options.MetricsUrl = None,
    tell: options.Tell = None,
    saved: options.From = None,
    seconds: options.Seconds = 0.0,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Build one rung into a project: show every file, ask, write.

    What is measured sets the defaults; the ladder's veto is refused unless you override it with a reason.
    """
    from cli.building import Wishes, plan_of, remark
    from cli.decided import buildable, decided
    from cli.look import Sources, root_of
    from cli.written import carry_out, insist_on_somebody, kept

    buildable(rung)
    insist_on_somebody(yes=yes, as_json=as_json, dry=dry_run or save_plan is not None)
    root = root_of(path)
    sources = Sources(
        root=root,
        database_url=database_url,
        url=url,
        metrics_url=metrics_url,
        tell=tuple(tell or ()),
        saved=saved,
        seconds=seconds,
    )
    found = decided(sources)
    found.seen.insist()
    wishes = Wishes(
        pairs=tuple(set_ or ()),
        file=answers,
        ask=not (yes or dry_run or save_plan),
        override=override,
    )
    plan = plan_of(root, rung, found, wishes)
    if save_plan is not None:
        return kept(plan, save_plan)
    return carry_out(
        plan,
        yes=yes,
        dry_run=dry_run,
        as_json=as_json,
        output=output,
        note=remark(found.decision, rung, override),
    )
